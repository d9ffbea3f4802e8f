/// Whose tokens a resource believes (`resources[].entra`).
package struct EntraTrust: Sendable, Hashable {
    /// `iss` as it stands in the tokens, character by character.
    package let issuer: String
    /// Any of them must stand in `aud`. A slash at the end makes no difference: the SDKs ask for
    /// `https://communication.azure.com//.default`, and tokens come out with and without one.
    private let audiences: Set<Substring>

    package init(issuer: String, audiences: [String]) {
        self.issuer = issuer
        self.audiences = Set(audiences.map(Self.withoutSlash))
    }

    func accepts(audience: String) -> Bool {
        self.audiences.contains(Self.withoutSlash(audience))
    }

    private static func withoutSlash(_ audience: String) -> Substring {
        audience.hasSuffix("/") ? audience.dropLast() : audience[...]
    }
}
