package import CallAutomationModel
package import WebTokens

/// What a user access token says: the claims of the cloud's tokens, and three registered ones (RFC 7519 §4.1) on top.
///
/// ```json
/// {"skypeid": "acs:{resource}_{user}", "scp": 1792, "csi": "1760000000", "exp": 1760086400, "acsScope": "voip,chat",
///  "resourceId": "{resource}", "iat": 1760000000, "iss": "divert:{resource}", "aud": "divert:{resource}", "jti": "0.{uuid}"}
/// ```
///
/// The number in front of `jti` is ``Identity/revocations`` when the token was issued.
package struct UserTokenClaims: Sendable, Hashable {
    /// What every token of the cloud has in `scp`; what it means is not published.
    private static let scp = 1792

    /// The user.
    package let user: CommunicationIdentifier
    /// The GUID of the user's resource, in lower case.
    package let resourceID: String
    package let scopes: [UserTokenScope]
    /// In seconds since 1970.
    package let issuedAt: Int64
    /// The first second at which it is no longer good, since 1970.
    package let expiresAt: Int64
    package let revocations: Int
    /// Tells tokens apart.
    package let tokenID: UUIDText

    package init(
        user: CommunicationIdentifier, resourceID: String, scopes: [UserTokenScope], issuedAt: Int64, expiresAt: Int64,
        revocations: Int, tokenID: UUIDText
    ) {
        self.user = user
        self.resourceID = resourceID
        self.scopes = scopes
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.revocations = revocations
        self.tokenID = tokenID
    }

    /// Whether it may decide calls.
    package var allowsCallControl: Bool { self.scopes.contains(where: \.allowsCallControl) }

    private static func party(_ resourceID: String) -> String { "divert:\(resourceID)" }

    /// The payload.
    func encoded() -> [UInt8] {
        var text = JSONText(capacity: 512)
        text.object { text in
            text.member("skypeid", String(self.user.rawID.dropFirst(2)))
            text.member("scp", Self.scp)
            text.member("csi", String(self.issuedAt))
            text.member("exp", self.expiresAt)
            text.member("acsScope", self.scopes.map(\.rawValue).joined(separator: ","))
            text.member("resourceId", self.resourceID)
            text.member("iat", self.issuedAt)
            text.member("iss", Self.party(self.resourceID))
            text.member("aud", Self.party(self.resourceID))
            text.member("jti", "\(self.revocations).\(self.tokenID.text)")
        }
        return text.bytes
    }

    /// Reads the claims of a token. Says nothing about whether they are true.
    ///
    /// Throws `.claims` when one is missing or is not what it should be, `.issuer` and `.audience` when the token was not
    /// made by, or not for, a resource of a Divert server.
    package init(_ claims: TokenClaims) throws(TokenRefusal) {
        guard let skypeID = claims.text("skypeid"), let resourceID = claims.text("resourceId"),
            let scope = claims.text("acsScope"), let issuedAt = claims.integer("iat"),
            let expiresAt = claims.integer("exp"), let jti = claims.text("jti")
        else { throw .claims }
        let user = CommunicationIdentifier(rawID: "8:" + skypeID)
        guard user.resourceID == resourceID else { throw .claims }
        guard claims.text("iss") == Self.party(resourceID) else { throw .issuer }
        guard claims.texts("aud") == [Self.party(resourceID)] else { throw .audience }
        var scopes: [UserTokenScope] = []
        for word in scope.split(separator: ",") {
            guard let scope = UserTokenScope(rawValue: String(word)) else { throw .claims }
            scopes.append(scope)
        }
        let parts = jti.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let revocations = Int(parts[0]), let tokenID = UUIDText(String(parts[1])) else {
            throw .claims
        }
        self.init(
            user: user, resourceID: resourceID, scopes: scopes, issuedAt: issuedAt, expiresAt: expiresAt,
            revocations: revocations, tokenID: tokenID)
    }
}
