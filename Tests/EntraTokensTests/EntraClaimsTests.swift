import EntraTokens
import Testing
import WebTokens

@Suite("Claims of Entra ID tokens")
struct EntraClaimsTests {
    static let issuer = "https://login.example/tenant/v2.0"
    static let now: Int64 = 1_760_000_000

    private func claims(
        _ changes: [String: String?] = [:], audiences: [String] = ["https://communication.azure.com", "api://divert"]
    ) throws -> EntraClaims {
        let claims = try #require(TokenClaims(parsing: Array(Self.payload(changes).utf8)))
        return try EntraClaims(claims, trusting: EntraTrust(issuer: Self.issuer, audiences: audiences))
    }

    /// A payload that is good at ``now``, with changed members; nil leaves one out.
    static func payload(_ changes: [String: String?] = [:]) -> String {
        var members: [String: String?] = [
            "iss": #""\#(self.issuer)""#, "aud": #""https://communication.azure.com""#, "oid": #""alice""#,
            "nbf": "\(self.now - 10)", "exp": "\(self.now + 3_600)",
        ]
        for (name, value) in changes { members.updateValue(value, forKey: name) }
        return "{" + members.compactMap { name, value in value.map { #""\#(name)":\#($0)"# } }.joined(separator: ",")
            + "}"
    }

    @Test(
        "Any configured audience will do, alone or among others, with and without a slash at the end",
        arguments: [
            #""https://communication.azure.com""#, #""https://communication.azure.com/""#, #""api://divert""#,
            #"["other","api://divert/"]"#,
        ])
    func audiences(audience: String) throws {
        #expect(try self.claims(["aud": audience]).subject == "alice")
        #expect(throws: Never.self) {
            try self.claims(
                ["aud": audience], audiences: ["https://communication.azure.com/", "api://divert/"])
        }
    }

    @Test(
        "Tokens for others, of others, or without what is needed are refused",
        arguments: [
            ("aud", #""https://graph.example""#, TokenRefusal.audience), ("aud", nil, .audience),
            ("aud", "1", .audience),
            ("aud", "[]", .audience), ("aud", #""https://communication.azure.com//""#, .audience),
            ("iss", #""https://login.example/other/v2.0""#, .issuer), ("iss", nil, .issuer),
            ("iss", #""https://login.example/tenant/v2.0/""#, .issuer), ("exp", nil, .claims),
            ("exp", #""1""#, .claims),
            ("nbf", #""soon""#, .claims), ("oid", nil, .claims), ("oid", #""""#, .claims),
        ] as [(String, String?, TokenRefusal)])
    func refused(name: String, value: String?, refusal: TokenRefusal) {
        #expect(throws: refusal) { try self.claims([name: value]) }
    }

    @Test("The object id says who it is, else the subject")
    func subjects() throws {
        #expect(try self.claims(["sub": #""s""#]).subject == "alice")
        #expect(try self.claims(["sub": #""s""#, "oid": nil]).subject == "s")
        let long = String(repeating: "x", count: 257)
        #expect(throws: TokenRefusal.claims) { try self.claims(["oid": #""\#(long)""#]) }
    }

    @Test("Clocks may differ by five minutes, and by no second more")
    func leeway() throws {
        let claims = try self.claims(["nbf": "\(Self.now)", "exp": "\(Self.now + 60)"])
        #expect(throws: TokenRefusal.notYetValid) { try claims.check(now: Self.now - 301) }
        #expect(throws: Never.self) { try claims.check(now: Self.now - 300) }
        #expect(throws: Never.self) { try claims.check(now: Self.now + 359) }
        #expect(throws: TokenRefusal.expired) { try claims.check(now: Self.now + 360) }
        let old = try self.claims(["nbf": nil])
        #expect(throws: Never.self) { try old.check(now: 0) }
    }
}
