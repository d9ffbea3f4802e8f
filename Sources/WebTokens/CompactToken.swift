import CallAutomationModel

/// A JSON Web Token in its compact form, taken apart and not yet believed (RFC 7515 §3.1, RFC 7519).
///
///     token = base64url( header JSON ) "." base64url( payload JSON ) "." base64url( signature )
///
/// Of the header only `alg`, `kid` and `crit` count. A key that a token brings along or points to (`jwk`, `jku`, `x5c`,
/// `x5u`) is never looked at.
package struct CompactToken: Sendable, Hashable {
    /// The longest token that is read, in bytes: those of Entra with many groups have some 8 KiB.
    package static let limit = 16_384

    /// `alg`, as it is written.
    package let algorithm: String
    package let keyID: String?
    package let claims: TokenClaims
    /// What the signature is over: header and payload as they arrived.
    package let signingInput: [UInt8]
    package let signature: [UInt8]

    /// Takes a token apart.
    ///
    /// Throws `.malformed` for anything that is no token, `.algorithm` for one with an extension that must be understood
    /// (`crit`, RFC 7515 §4.1.11).
    package init(_ text: String) throws(TokenRefusal) {
        guard text.utf8.count <= Self.limit else { throw .malformed }
        let bytes = Array(text.utf8)
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3,
            let header = URLSafeBase64.decode(parts[0]).flatMap(TokenClaims.init(parsing:)),
            let claims = URLSafeBase64.decode(parts[1]).flatMap(TokenClaims.init(parsing:)),
            let signature = URLSafeBase64.decode(parts[2]), let algorithm = header.text("alg")
        else { throw .malformed }
        guard !header.has("crit") else { throw .algorithm }
        self.algorithm = algorithm
        self.keyID = header.text("kid")
        self.claims = claims
        self.signingInput = Array(bytes[..<parts[1].endIndex])
        self.signature = signature
    }

    /// Whether a text can be a token and nothing else that stands in `Authorization`: three parts without a blank.
    package static func isOfForm(_ text: String) -> Bool {
        text.utf8.count(where: { $0 == UInt8(ascii: ".") }) == 2 && !text.utf8.contains(UInt8(ascii: " "))
    }
}
