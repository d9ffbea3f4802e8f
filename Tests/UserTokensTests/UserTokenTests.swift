import CallAutomationModel
import CallRouting
import DivertTesting
import Testing
import UserTokens
import WebTokens

@Suite("User access tokens")
struct UserTokenTests {
    static let resourceID = "00000000-0000-0000-0000-00000000000a"
    static let now: Int64 = 1_760_000_000
    static let tokenID = UUIDText(version4: 1, 2)

    private let store = MemoryIdentityStore()
    private let identity = Identity(
        id: Identity.id(of: UUIDText(version4: 3, 4), in: Self.resourceID), resource: "local",
        createdAt: Timestamp(milliseconds: Self.now * 1000))

    private func authority(_ keys: SigningKeyKeeper? = nil) async throws -> UserTokenAuthority {
        let key = try await SampleSigningKeys.key(0)
        let directory = IdentityDirectory(self.store)
        _ = await directory.write(.create(self.identity))
        return UserTokenAuthority(
            identities: directory, keys: keys ?? SigningKeyKeeper(SigningKeyRing([key])) { _ in },
            makeUUID: { Self.tokenID })
    }

    private func issue(
        _ authority: UserTokenAuthority, _ scopes: [UserTokenScope] = [.voip, .chat],
        for lifetime: UserTokenLifetime = .standard
    ) async throws -> UserToken {
        let identity = try #require(try await authority.identities.identity(self.identity.id))
        return try await authority.issue(
            to: identity, resourceID: Self.resourceID, scopes, for: lifetime, now: Self.now)
    }

    @Test("A token has the claims of the cloud's, and three registered ones on top")
    func claims() async throws {
        let authority = try await self.authority()
        let token = try CompactToken(try await self.issue(authority).text)
        #expect(token.algorithm == "RS256")
        #expect(token.keyID == authority.keys.present.keys.first?.id)
        let user = "acs:\(Self.resourceID)_\(UUIDText(version4: 3, 4).text)"
        #expect(token.claims.text("skypeid") == user)
        #expect(token.claims.integer("scp") == 1792)
        #expect(token.claims.text("csi") == "1760000000")
        #expect(token.claims.integer("iat") == Self.now)
        #expect(token.claims.integer("exp") == Self.now + 86_400)
        #expect(token.claims.text("acsScope") == "voip,chat")
        #expect(token.claims.text("resourceId") == Self.resourceID)
        #expect(token.claims.text("iss") == "divert:\(Self.resourceID)")
        #expect(token.claims.text("aud") == "divert:\(Self.resourceID)")
        #expect(token.claims.text("jti") == "0.\(Self.tokenID.text)")
        let claims = try authority.claims(of: token)
        #expect(claims.user.rawID == "8:" + user)
        #expect(claims.scopes == [.voip, .chat])
    }

    @Test("A lifetime is one of 60 to 1440 minutes, and 24 hours unless said otherwise")
    func lifetimes() async throws {
        #expect(UserTokenLifetime.standard == UserTokenLifetime(minutes: 1_440))
        for minutes in [59, 0, -1, 1_441, Int.max] { #expect(UserTokenLifetime(minutes: minutes) == nil) }
        let authority = try await self.authority()
        let hour = try #require(UserTokenLifetime(minutes: 60))
        #expect(try await self.issue(authority, for: hour).expiresAt == Self.now + 3_600)
    }

    @Test("It is good to the second, and not a second longer")
    func expiry() async throws {
        let authority = try await self.authority()
        let token = try await self.issue(authority)
        let claims = try authority.claims(of: CompactToken(token.text))
        try await authority.check(claims, now: token.expiresAt - 1)
        await #expect(throws: TokenRefusal.expired) { try await authority.check(claims, now: token.expiresAt) }
    }

    @Test(
        "A revocation ends every token that was issued before, also within the same second, and none that comes after")
    func revocation() async throws {
        let authority = try await self.authority()
        let before = try authority.claims(of: CompactToken(try await self.issue(authority).text))
        let moment = Timestamp(milliseconds: Self.now * 1000)
        #expect(await authority.identities.write(.revoke(self.identity.id, at: moment)) == .stored)
        let after = try authority.claims(of: CompactToken(try await self.issue(authority).text))
        await #expect(throws: TokenRefusal.revoked) { try await authority.check(before, now: Self.now) }
        try await authority.check(after, now: Self.now)
    }

    @Test("A deleted user's tokens are void")
    func deletion() async throws {
        let authority = try await self.authority()
        let claims = try authority.claims(of: CompactToken(try await self.issue(authority).text))
        #expect(await authority.identities.write(.delete(self.identity.id)) == .stored)
        await #expect(throws: TokenRefusal.revoked) { try await authority.check(claims, now: Self.now) }
    }

    @Test("Only voip allows call control", arguments: UserTokenScope.allCases)
    func scopes(scope: UserTokenScope) async throws {
        let authority = try await self.authority()
        let claims = try authority.claims(of: CompactToken(try await self.issue(authority, [scope]).text))
        #expect(claims.allowsCallControl == (scope == .voip))
    }

    @Test("The signature of another key is refused, whichever key the token names")
    func otherKey() async throws {
        let authority = try await self.authority()
        let other = try await SampleSigningKeys.key(1)
        let stranger = try await self.authority(SigningKeyKeeper(SigningKeyRing([other])) { _ in })
        let text = try await self.issue(stranger).text
        #expect(!authority.signs(try CompactToken(text)))
        #expect(throws: TokenRefusal.unknownKey) { try authority.claims(of: CompactToken(text)) }
        let parts = text.split(separator: ".").map(String.init)
        let ours = try await self.issue(authority).text.split(separator: ".").map(String.init)
        let mixed = "\(ours[0]).\(parts[1]).\(parts[2])"
        #expect(throws: TokenRefusal.signature) { try authority.claims(of: CompactToken(mixed)) }
    }

    @Test(
        "Claims that do not belong together are refused, even when our own key signed them",
        arguments: [
            (#""skypeid":"acs:00000000-0000-0000-0000-00000000000b_u""#, TokenRefusal.claims),
            (#""acsScope":"everything""#, .claims), (#""jti":"x""#, .claims), (#""jti":"0.x""#, .claims),
            (#""exp":"tomorrow""#, .claims), (#""iss":"divert:other""#, .issuer), (#""aud":"divert:other""#, .audience),
        ])
    func strangeClaims(member: String, refusal: TokenRefusal) async throws {
        let party = "divert:\(Self.resourceID)"
        var members = [
            "skypeid": #""acs:\#(Self.resourceID)_u""#, "acsScope": #""voip""#, "resourceId": #""\#(Self.resourceID)""#,
            "iat": "1", "exp": "2", "iss": #""\#(party)""#, "aud": #""\#(party)""#,
            "jti": #""0.\#(Self.tokenID.text)""#,
        ]
        let authority = try await self.authority()
        func claims() throws -> UserTokenClaims {
            let payload = "{" + members.map { #""\#($0)":\#($1)"# }.joined(separator: ",") + "}"
            let key = try #require(authority.keys.present.keys.first)
            return try authority.claims(of: CompactToken(key.sign(Array(payload.utf8))))
        }
        #expect(throws: Never.self) { try claims() }
        let parts = member.split(separator: ":", maxSplits: 1).map(String.init)
        members[parts[0].filter { $0 != "\"" }] = parts[1]
        #expect(throws: refusal) { try claims() }
    }

    @Test("A token does not show itself in logs")
    func redaction() async throws {
        let authority = try await self.authority()
        let token = try await self.issue(authority)
        for text in ["\(token)", String(reflecting: token)] { #expect(text == "UserToken(redacted)") }
    }
}
