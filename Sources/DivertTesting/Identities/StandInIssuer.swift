import CallAutomationModel
import Crypto
import UserTokens

/// An issuer of tokens in place of Entra ID's, with one key.
package struct StandInIssuer: Sendable {
    private enum Key: Sendable {
        case rsa(SigningKey)
        case p256(P256.Signing.PrivateKey)
    }

    private let key: Key
    /// `kid`.
    package let keyID: String

    /// One that signs by RS256, with the sample key of this number.
    package static func rs256(_ number: Int = 0) async throws -> StandInIssuer {
        let key = try await SampleSigningKeys.key(number)
        return StandInIssuer(key: .rsa(key), keyID: key.id)
    }

    /// One that signs by ES256, with a new key.
    package static func es256(keyID: String = "p-256") -> StandInIssuer {
        StandInIssuer(key: .p256(P256.Signing.PrivateKey()), keyID: keyID)
    }

    /// A token whose payload is this JSON text.
    package func token(_ payload: String) throws -> String {
        switch self.key {
        case .rsa(let key): return try key.sign(Array(payload.utf8))
        case .p256(let key):
            let header = #"{"alg":"ES256","kid":"\#(self.keyID)","typ":"JWT"}"#
            let input = Self.encoded(header) + "." + Self.encoded(payload)
            let signature = try key.signature(for: Array(input.utf8))
            return input + "." + URLSafeBase64.encode(Array(signature.rawRepresentation))
        }
    }

    /// The key set that others check its tokens with.
    package var keySet: [UInt8] { Self.keySet([self]) }

    /// The key set of several.
    package static func keySet(_ issuers: [StandInIssuer]) -> [UInt8] {
        Array(#"{"keys":[\#(issuers.map(\.webKey).joined(separator: ","))]}"#.utf8)
    }

    private var webKey: String {
        switch self.key {
        case .rsa(let key):
            let set = String(decoding: SigningKeyRing([key]).keySet().bytes, as: UTF8.self)
            return String(set.dropFirst(#"{"keys":["#.count).dropLast(2))
        case .p256(let key):
            let point = Array(key.publicKey.rawRepresentation)
            let (x, y) = (URLSafeBase64.encode(Array(point.prefix(32))), URLSafeBase64.encode(Array(point.suffix(32))))
            return #"{"kty":"EC","crv":"P-256","use":"sig","kid":"\#(self.keyID)","x":"\#(x)","y":"\#(y)"}"#
        }
    }

    /// A token of three parts that nobody signed properly: any header, any payload, any signature.
    package static func forged(header: String, payload: String, signature: [UInt8] = []) -> String {
        [self.encoded(header), self.encoded(payload), URLSafeBase64.encode(signature)].joined(separator: ".")
    }

    private static func encoded(_ text: String) -> String { URLSafeBase64.encode(Array(text.utf8)) }
}
