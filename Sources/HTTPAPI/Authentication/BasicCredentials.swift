import FoundationEssentials

/// User name and password of HTTP Basic (RFC 7617). Descriptions show neither.
///
///     Authorization: Basic base64( user-id ":" password )
struct BasicCredentials: Sendable, CustomStringConvertible {
    let user: String
    let password: String

    /// Reads the value of `Authorization`; nil when it is of another scheme or malformed.
    init?(_ authorization: String) {
        guard Self.isOfScheme(authorization) else { return nil }
        let encoded = authorization.dropFirst(6).filter { $0 != " " }
        guard let data = Data(base64Encoded: encoded), let text = String(validating: data, as: UTF8.self),
            let colon = text.firstIndex(of: ":")
        else { return nil }
        self.user = String(text[..<colon])
        self.password = String(text[text.index(after: colon)...])
    }

    /// Whether the value is for this scheme, well-formed or not.
    static func isOfScheme(_ authorization: String) -> Bool {
        authorization.prefix(6).lowercased() == "basic "
    }

    var description: String { "BasicCredentials(redacted)" }
}
