/// Who may send calls: an entry of `sip.peers`, or one of its networks.
package struct Peer: Sendable {
    package let name: String
    /// The resource of its calls when the called identifier does not decide that.
    package let resource: String?
    /// Whether its P-Asserted-Identity and `maddr` are believed.
    package let isTrusted: Bool
    /// Whether it wants a 180 while its calls ring.
    package let wantsRingback: Bool
    /// The headers of applications that it takes in a Contact.
    package let embeddedHeaders: EmbeddedHeaders
    /// Whether an IP address literal belongs to it.
    package let contains: @Sendable (_ host: String) -> Bool

    package init(
        name: String, resource: String?, isTrusted: Bool, wantsRingback: Bool,
        embeddedHeaders: EmbeddedHeaders = EmbeddedHeaders(),
        contains: @escaping @Sendable (String) -> Bool
    ) {
        self.name = name
        self.resource = resource
        self.isTrusted = isTrusted
        self.wantsRingback = wantsRingback
        self.embeddedHeaders = embeddedHeaders
        self.contains = contains
    }
}
