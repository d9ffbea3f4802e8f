import WebTokens

/// A token in `Authorization`: behind the scheme `Bearer` (RFC 6750 §2.1), or alone, as the contract's text says it
/// literally. Descriptions do not show it.
struct BearerToken: Sendable, CustomStringConvertible {
    let text: String

    /// Reads the value of `Authorization`; nil when it is of another scheme.
    init?(_ authorization: String) {
        if authorization.prefix(7).lowercased() == "bearer " {
            self.text = String(authorization.dropFirst(7).drop { $0 == " " })
        } else if CompactToken.isOfForm(authorization) {
            self.text = authorization
        } else {
            return nil
        }
    }

    var description: String { "BearerToken(redacted)" }
}
