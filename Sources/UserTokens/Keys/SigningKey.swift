import CallAutomationModel
import Crypto
import CryptoExtras
import JWTKit
package import WebTokens

/// A private RSA key that signs user access tokens by RS256, as the cloud's are signed.
///
/// Its id is the thumbprint of the public key (RFC 7638 §3): whoever has the key has the id.
package struct SigningKey: Sendable {
    /// Bits of the keys that are made here.
    private static let size = _RSA.Signing.KeySize.bits2048

    /// `kid`.
    package let id: String
    /// Checks what this key signed.
    package let publicKey: SignatureKey
    private let modulus: String
    private let exponent: String
    private let key: JWTKit.Insecure.RSA.PrivateKey
    private let signer: any JWTAlgorithm

    /// A new key. Takes some tenths of a second.
    package static func make() async throws -> SigningKey {
        try await SigningKey(JWTKit.Insecure.RSA.PrivateKey(backing: _RSA.Signing.PrivateKey(keySize: self.size)))
    }

    /// The key of a PEM text; throws for anything but an RSA key of at least 2048 bits.
    package init(pem: String) async throws {
        try await self.init(JWTKit.Insecure.RSA.PrivateKey(pem: pem))
    }

    private init(_ key: JWTKit.Insecure.RSA.PrivateKey) async throws {
        let numbers = try key.publicKey.getKeyPrimitives()
        self.modulus = URLSafeBase64.encode(Array(numbers.modulus))
        self.exponent = URLSafeBase64.encode(Array(numbers.publicExponent))
        // Members in the order of their names, without blanks.
        let canonical = #"{"e":"\#(self.exponent)","kty":"RSA","n":"\#(self.modulus)"}"#
        self.id = URLSafeBase64.encode(Array(SHA256.hash(data: Array(canonical.utf8))))
        self.publicKey = try await SignatureKey(id: self.id, rsa: key.publicKey)
        self.signer = try await JWTKeyCollection().add(rsa: key, digestAlgorithm: .sha256).getKey()
        self.key = key
    }

    /// The private key itself, for the file of kept keys.
    package var pem: String { self.key.pemRepresentation }

    /// The compact form of a token with this payload.
    package func sign(_ payload: [UInt8]) throws -> String {
        var header = JSONText(capacity: 128)
        header.object { header in
            header.member("alg", SignatureAlgorithm.rs256.rawValue)
            header.member("kid", self.id)
            header.member("typ", "JWT")
        }
        let input = URLSafeBase64.encode(header.bytes) + "." + URLSafeBase64.encode(payload)
        return input + "." + URLSafeBase64.encode(try self.signer.sign(Array(input.utf8)))
    }

    /// The public key as a member of a key set (RFC 7517 §4).
    func write(to text: inout JSONText) {
        text.object { text in
            text.member("kty", "RSA")
            text.member("use", "sig")
            text.member("alg", SignatureAlgorithm.rs256.rawValue)
            text.member("kid", self.id)
            text.member("n", self.modulus)
            text.member("e", self.exponent)
        }
    }
}

extension SigningKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The id.
    package var description: String { "SigningKey(\(self.id))" }
    /// The id.
    package var debugDescription: String { self.description }
    /// Nothing of the key.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
