package import JWTKit

/// How a token may be signed here (RFC 7518 §3.1). Nothing else is, `none` and the shared-secret family least of all.
package enum SignatureAlgorithm: String, Sendable, Hashable {
    case rs256 = "RS256"
    case es256 = "ES256"
}

/// A public key that checks signatures of one kind; a token cannot choose another.
package struct SignatureKey: Sendable {
    /// `kid`.
    package let id: String
    package let algorithm: SignatureAlgorithm
    private let verifier: any JWTAlgorithm

    /// An RSA key of at least 2048 bits.
    package init(id: String, rsa key: some RSAKey) async throws {
        let keys = await JWTKeyCollection().add(rsa: key, digestAlgorithm: .sha256)
        self.init(id: id, .rs256, try await keys.getKey())
    }

    /// A key on the curve P-256.
    package init(id: String, p256 key: ES256PublicKey) async throws {
        let keys = await JWTKeyCollection().add(ecdsa: key)
        self.init(id: id, .es256, try await keys.getKey())
    }

    private init(id: String, _ algorithm: SignatureAlgorithm, _ verifier: any JWTAlgorithm) {
        self.id = id
        self.algorithm = algorithm
        self.verifier = verifier
    }

    /// Checks the signature of a token.
    ///
    /// Throws `.algorithm` when the token says it was signed in another way than this key signs, `.signature` when the
    /// signature does not fit.
    package func verify(_ token: CompactToken) throws(TokenRefusal) {
        guard token.algorithm == self.algorithm.rawValue else { throw .algorithm }
        // What a library cannot even try is wrong, too.
        guard (try? self.verifier.verify(token.signature, signs: token.signingInput)) == true else { throw .signature }
    }
}
