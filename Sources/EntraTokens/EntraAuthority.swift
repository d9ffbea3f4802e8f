package import CallRouting
package import WebTokens

/// Says which Entra ID tokens a resource believes.
package struct EntraAuthority: Sendable {
    private let trust: EntraTrust
    private let keys: PublishedKeys

    package init(_ trust: EntraTrust, _ keys: PublishedKeys) {
        self.trust = trust
        self.keys = keys
    }

    /// Changes whenever the issuer's keys do.
    package func keysVersion(now: Timestamp) -> Int { self.keys.version(now: now) }

    /// The claims of a token whose signature is right, and the version of the keys that say so. Whether it is good at the
    /// moment is another question: `EntraClaims.check`.
    package func claims(
        of token: CompactToken, now: Timestamp
    ) async throws(TokenRefusal) -> (claims: EntraClaims, keysVersion: Int) {
        // A key is looked for only for a token that could be good: nobody else's makes us ask the issuer.
        guard SignatureAlgorithm(rawValue: token.algorithm) != nil else { throw .algorithm }
        guard let id = token.keyID else { throw .unknownKey }
        let claims = try EntraClaims(token.claims, trusting: self.trust)
        let (key, version) = try await self.keys.key(id, now: now)
        try key.verify(token)
        return (claims, version)
    }
}
