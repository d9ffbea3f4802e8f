package import WebTokens

/// What an Entra ID access token says, as far as it counts here.
package struct EntraClaims: Sendable, Hashable {
    /// How far the clocks of issuer and server may differ, in seconds: what the issuer's own libraries allow.
    package static let leeway: Int64 = 300
    /// The longest subject, in bytes: it is part of keys in the database.
    private static let subjectLimit = 256

    /// Who it is: the object id (`oid`), which is the same in every application, else `sub`.
    package let subject: String
    /// The first second at which it is good, since 1970; nil when it always was.
    package let notBefore: Int64?
    /// The first second at which it is no longer good.
    package let expiresAt: Int64

    /// Reads the claims of a token whose signature is right.
    ///
    /// Throws `.issuer` and `.audience` when it is not one that is trusted, `.claims` when it says not who it is for or
    /// until when.
    package init(_ claims: TokenClaims, trusting trust: EntraTrust) throws(TokenRefusal) {
        guard claims.text("iss") == trust.issuer else { throw .issuer }
        guard claims.texts("aud")?.contains(where: trust.accepts(audience:)) == true else { throw .audience }
        guard let expiresAt = claims.seconds("exp"), let subject = claims.text("oid") ?? claims.text("sub"),
            !subject.isEmpty, subject.utf8.count <= Self.subjectLimit
        else { throw .claims }
        self.subject = subject
        self.expiresAt = expiresAt
        self.notBefore = claims.seconds("nbf")
        // A start that cannot be read is none that has passed.
        guard self.notBefore != nil || !claims.has("nbf") else { throw .claims }
    }

    /// Whether a token with these claims is good at `now`, in seconds since 1970, give or take ``leeway``.
    package func check(now: Int64) throws(TokenRefusal) {
        guard now < self.expiresAt + Self.leeway else { throw .expired }
        if let notBefore = self.notBefore, now < notBefore - Self.leeway { throw .notYetValid }
    }
}
