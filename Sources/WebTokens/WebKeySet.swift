import CallAutomationModel
import JWTKit

/// A JSON Web Key Set (RFC 7517 §5): the public keys of an issuer.
///
///     {"keys": [{"kty": "RSA", "kid": "…", "use": "sig", "n": "…", "e": "AQAB"},
///               {"kty": "EC", "crv": "P-256", "kid": "…", "x": "…", "y": "…"}]}
///
/// Keys for anything else than RS256 and ES256 signatures, keys without an id and keys that cannot be understood are left
/// out, as RFC 7517 §5 wants it: an issuer may publish more than we use.
package struct WebKeySet: Sendable {
    /// The longest set that is read, in bytes.
    package static let lengthLimit = 262_144
    /// How many keys of a set are looked at.
    package static let countLimit = 64
    /// The longest modulus and the longest coordinate, in characters of Base64: 8192 bits.
    private static let numberLimit = 1_368

    private var keys: [String: SignatureKey] = [:]

    /// A set without keys.
    package init() {}

    /// Reads a set; nil when the text is none, or holds no key that can be used.
    package init?(parsing bytes: [UInt8]) async {
        guard bytes.count <= Self.lengthLimit, let set = TokenClaims(parsing: bytes),
            let elements = set.elements("keys")
        else { return nil }
        for element in elements.prefix(Self.countLimit) {
            guard let members = TokenClaims(element), let key = await Self.key(members) else { continue }
            // The first of one id counts.
            if self.keys[key.id] == nil { self.keys[key.id] = key }
        }
        guard !self.keys.isEmpty else { return nil }
    }

    /// The key with this id.
    package subscript(_ id: String) -> SignatureKey? { self.keys[id] }

    package var count: Int { self.keys.count }

    private static func key(_ members: TokenClaims) async -> SignatureKey? {
        guard let id = members.text("kid"), !id.isEmpty, id.utf8.count <= 256, members.text("use") ?? "sig" == "sig"
        else { return nil }
        let algorithm = members.text("alg")
        switch members.text("kty") {
        case "RSA":
            guard algorithm ?? "RS256" == "RS256", let modulus = self.number("n", members),
                let exponent = self.number("e", members),
                let key = try? Insecure.RSA.PublicKey(modulus: modulus, exponent: exponent)
            else { return nil }
            return try? await SignatureKey(id: id, rsa: key)
        case "EC":
            guard algorithm ?? "ES256" == "ES256", members.text("crv") == "P-256", let x = self.number("x", members),
                let y = self.number("y", members), let key = try? ES256PublicKey(parameters: (x, y))
            else { return nil }
            return try? await SignatureKey(id: id, p256: key)
        default: return nil
        }
    }

    private static func number(_ name: String, _ members: TokenClaims) -> String? {
        guard let text = members.text(name), text.utf8.count <= self.numberLimit,
            URLSafeBase64.decode(text.utf8)?.isEmpty == false
        else { return nil }
        return text
    }
}
