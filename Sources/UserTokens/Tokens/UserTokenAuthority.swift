package import CallAutomationModel
package import CallRouting
package import WebTokens

/// Issues user access tokens, and says which ones are good.
package struct UserTokenAuthority: Sendable {
    package let identities: IdentityDirectory
    package let keys: SigningKeyKeeper
    private let makeUUID: @Sendable () -> UUIDText

    package init(
        identities: IdentityDirectory, keys: SigningKeyKeeper, makeUUID: @escaping @Sendable () -> UUIDText
    ) {
        self.identities = identities
        self.keys = keys
        self.makeUUID = makeUUID
    }

    /// A new identity, which is not stored yet.
    ///
    /// - Parameters:
    ///   - resource: The name of its resource.
    ///   - resourceID: The GUID of that.
    package func makeIdentity(of resource: String, _ resourceID: String, now: Timestamp) -> Identity {
        Identity(id: Identity.id(of: self.makeUUID(), in: resourceID), resource: resource, createdAt: now)
    }

    /// A token for an identity, good from now on.
    ///
    /// - Parameters:
    ///   - resourceID: The GUID of the identity's resource.
    ///   - now: In seconds since 1970.
    /// - Throws: When a first key cannot be made or stored.
    package func issue(
        to identity: Identity, resourceID: String, _ scopes: [UserTokenScope], for lifetime: UserTokenLifetime,
        now: Int64
    ) async throws -> UserToken {
        let claims = UserTokenClaims(
            user: identity.id, resourceID: resourceID.lowercased(), scopes: scopes, issuedAt: now,
            expiresAt: now + lifetime.seconds, revocations: identity.revocations, tokenID: self.makeUUID())
        guard let key = try await self.keys.ready().keys.first else { throw TokenRefusal.unknownKey }
        return UserToken(text: try key.sign(claims.encoded()), expiresAt: claims.expiresAt)
    }

    /// Whether a token names a key of ours.
    package func signs(_ token: CompactToken) -> Bool {
        token.keyID.map { self.keys.present.publicKey($0) != nil } ?? false
    }

    /// The claims of a token whose signature is right. Whether it is good at the moment is another question: ``check``.
    package func claims(of token: CompactToken) throws(TokenRefusal) -> UserTokenClaims {
        guard let id = token.keyID, let key = self.keys.present.publicKey(id) else { throw .unknownKey }
        try key.verify(token)
        return try UserTokenClaims(token.claims)
    }

    /// Whether a token with these claims is good at `now`, in seconds since 1970. Our own clock wrote the times, so they
    /// count to the second.
    ///
    /// Throws a `TokenRefusal`, or what the store throws.
    package func check(_ claims: UserTokenClaims, now: Int64) async throws {
        guard now < claims.expiresAt else { throw TokenRefusal.expired }
        guard let identity = try await self.identities.identity(claims.user),
            identity.revocations == claims.revocations
        else { throw TokenRefusal.revoked }
    }
}
