import CallAutomationModel
import CallRouting
import HTTPAPI
import HTTPTypes
import Testing
import UserTokens

@Suite("Identity operations")
struct IdentityTests {
    private static let version = "api-version=2023-10-01"
    private static let create = "/identities?\(version)"

    private func user(_ answer: TestAnswer) throws -> String {
        try #require(answer["identity"]?["id"]?.string)
    }

    private func operation(_ id: String, _ name: String, _ body: String = "") -> TestRequest {
        TestRequest("/identities/\(id)/:\(name)?\(Self.version)", body)
    }

    private func deletion(_ id: String) -> TestRequest {
        var request = TestRequest("/identities/\(id)?\(Self.version)")
        request.method = .delete
        return request
    }

    /// The headers that the cloud's service sends with every answer.
    private func expectServiceHeaders(_ answer: TestAnswer, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(
            answer.header("api-supported-versions")
                == "2020-07-20-preview2, 2021-02-22-preview1, 2021-03-07, 2021-10-31-preview, 2021-11-01, 2022-06-01, "
                + "2022-10-01, 2023-08-01, 2023-10-01", sourceLocation: sourceLocation)
        #expect(answer.header("Request-Context") == "appId=", sourceLocation: sourceLocation)
        #expect(answer.header("MS-CV") == "request-1.0", sourceLocation: sourceLocation)
    }

    @Test("A user is created without a token, whatever stands for an empty body", arguments: ["", "{}"])
    func create(body: String) async throws {
        let server = try await TestServer()
        let answer = try await server.send(TestRequest(Self.create, body))
        #expect(answer.status == 201)
        self.expectServiceHeaders(answer)
        let id = try self.user(answer)
        #expect(id.hasPrefix("8:acs:00000000-0000-0000-0000-000000000001_"))
        #expect(UUIDText(String(id.suffix(36))) != nil)
        #expect(answer["accessToken"] == nil)
        #expect(try await self.user(server.send(TestRequest(Self.create, body))) != id)
    }

    @Test("A user is created with a token, which is good at once")
    func createWithToken() async throws {
        let server = try await TestServer()
        let body = #"{"createTokenWithScopes":["voip","chat"],"expiresInMinutes":120}"#
        let answer = try await server.send(TestRequest(Self.create, body))
        #expect(answer.status == 201)
        let token = try #require(answer["accessToken"]?["token"]?.string)
        #expect(answer["accessToken"]?["expiresOn"] == .string("2026-03-12T10:00:00.0000000+00:00"))
        let call = try await server.simulate(to: try self.user(answer))
        #expect(try await server.send(.redirect(call.context).bearer(token)).status == 204)
    }

    @Test("A token is issued for 24 hours unless said otherwise, under both spellings of the path")
    func issue() async throws {
        let server = try await TestServer()
        let id = try self.user(await server.send(TestRequest(Self.create)))
        for spelling in [id, id.replacing(":", with: "%3A"), id.replacing(":", with: "%3a")] {
            let answer = try await server.send(
                self.operation(spelling, "issueAccessToken", #"{"scopes":["voip"]}"#))
            #expect(answer.status == 200)
            self.expectServiceHeaders(answer)
            #expect(answer["token"]?.string?.split(separator: ".").count == 3)
            #expect(answer["expiresOn"] == .string("2026-03-13T08:00:00.0000000+00:00"))
        }
    }

    @Test(
        "What is wrong with the body is 400 and named",
        arguments: [
            (#"{}"#, "scopes"), (#"{"scopes":[]}"#, "scopes"), (#"{"scopes":null}"#, "scopes"),
            (#"{"scopes":"voip"}"#, "scopes"), (#"{"scopes":["voip","video"]}"#, "scopes"),
            (#"{"scopes":[1]}"#, "scopes"),
            (#"{"scopes":["voip"],"expiresInMinutes":59}"#, "expiresInMinutes"),
            (#"{"scopes":["voip"],"expiresInMinutes":1441}"#, "expiresInMinutes"),
            (#"{"scopes":["voip"],"expiresInMinutes":"60"}"#, "expiresInMinutes"),
            (#"{"scopes":["voip"],"expiresInMinutes":60.5}"#, "expiresInMinutes"),
            (#"{"scopes":["voip"],"scopes":["chat"]}"#, "scopes"),
        ])
    func invalidBody(body: String, target: String) async throws {
        let server = try await TestServer()
        let id = try self.user(await server.send(TestRequest(Self.create)))
        let answer = try await server.send(self.operation(id, "issueAccessToken", body))
        answer.expectError(400, "8523", target: target)
        self.expectServiceHeaders(answer)
        let creation = body.replacing("scopes", with: "createTokenWithScopes")
        guard !["{}", #"{"createTokenWithScopes":[]}"#, #"{"createTokenWithScopes":null}"#].contains(creation) else {
            return
        }
        let wrong = target.replacing("scopes", with: "createTokenWithScopes")
        try await server.send(TestRequest(Self.create, creation)).expectError(400, "8523", target: wrong)
    }

    @Test("The shortest and the longest lifetime are issued", arguments: [60, 1_440])
    func lifetimes(minutes: Int) async throws {
        let server = try await TestServer()
        let id = try self.user(await server.send(TestRequest(Self.create)))
        let body = #"{"scopes":["chat"],"expiresInMinutes":\#(minutes)}"#
        #expect(try await server.send(self.operation(id, "issueAccessToken", body)).status == 200)
    }

    @Test("Revocation and deletion are 204; afterwards there is no such user")
    func revokesAndDeletes() async throws {
        let server = try await TestServer()
        let id = try self.user(await server.send(TestRequest(Self.create)))
        let revocation = try await server.send(self.operation(id, "revokeAccessTokens"))
        #expect(revocation.status == 204 && revocation.body.isEmpty)
        self.expectServiceHeaders(revocation)
        let deletion = try await server.send(self.deletion(id.replacing(":", with: "%3A")))
        #expect(deletion.status == 204)
        for request in [
            self.deletion(id), self.operation(id, "revokeAccessTokens"),
            self.operation(id, "issueAccessToken", #"{"scopes":["voip"]}"#),
        ] {
            try await server.send(request).expectError(404, "IdentityNotFound")
        }
    }

    @Test("Ids that nobody made are 404, those of another resource 403 7507")
    func unknownUsers() async throws {
        let server = try await TestServer()
        for id in ["8:acs:x", "alice", "+14255550100", "8:acs:00000000-0000-0000-0000-000000000001_alice", "%00"] {
            try await server.send(self.deletion(id)).expectError(404, "IdentityNotFound")
        }
        try await server.send(self.deletion("8:acs:00000000-0000-0000-0000-000000000009_alice"))
            .expectError(403, "7507")
    }

    @Test("Teams tokens are not exchanged: 501")
    func teams() async throws {
        let server = try await TestServer()
        let answer = try await server.send(TestRequest("/teamsUser/:exchangeAccessToken?\(Self.version)", "{}"))
        answer.expectError(501, "8520")
        self.expectServiceHeaders(answer)
    }

    @Test(
        "The identity operations have versions of their own, and newer ones are served",
        arguments: [
            ("api-version=2021-03-07", 201, nil), ("api-version=2020-07-20-preview2", 201, nil),
            ("api-version=2031-01-01", 201, nil), ("", 400, "MissingApiVersionParameter"),
            ("api-version=", 400, "MissingApiVersionParameter"),
            ("api-version=2019-01-01", 400, "UnsupportedApiVersionValue"),
            ("api-version=latest", 400, "UnsupportedApiVersionValue"),
            ("api-version=2023-10-01&api-version=2023-10-01", 400, "UnsupportedApiVersionValue"),
        ] as [(String, Int, String?)])
    func versions(query: String, status: Int, code: String?) async throws {
        let server = try await TestServer()
        let answer = try await server.send(TestRequest("/identities?\(query)"))
        #expect(answer.status == status)
        #expect(answer.code == code)
        self.expectServiceHeaders(answer)
    }

    @Test("Only the resource's own credentials make users, and only with the methods of the contract")
    func refused() async throws {
        let server = try await TestServer()
        var unsigned = TestRequest(Self.create)
        unsigned.key = nil
        try await server.send(unsigned).expectError(401, "Denied")
        try await server.send(unsigned.with("Authorization", "Basic eDp5")).expectError(401, "Denied")
        try await server.send(.get(Self.create)).expectError(405, "MethodNotAllowed")
        try await server.send(.get("/identities/8:acs:x?\(Self.version)")).expectError(405, "MethodNotAllowed")
        for path in ["/identities/", "/identities/x/", "/identities/x/y:issueAccessToken", "/identities/x/:issue"] {
            try await server.send(TestRequest("\(path)?\(Self.version)", "{}")).expectError(404, "NotFound")
        }
    }

    @Test("A write that the disk refuses is 503, and nothing was done")
    func sickStore() async throws {
        let store = SickIdentityStore()
        let server = try await TestServer(identities: store)
        let user = try await server.makeUser()
        store.becomeSick(reading: true)
        for request in [
            TestRequest(Self.create), self.deletion(user.id.rawID), self.operation(user.id.rawID, "revokeAccessTokens"),
        ] {
            try await server.send(request).expectError(503, "9999", retryAfter: "1")
        }
    }

    @Test("The Divert plane lists the resource's users, the newest first")
    func list() async throws {
        let one = try HTTPResource.local("one", hosts: ["localhost"], key: 1)
        let two = try HTTPResource.local("two", id: "00000000-0000-0000-0000-000000000002", hosts: ["two"], key: 2)
        let server = try await TestServer(resources: [one, two])
        _ = try await server.makeUser(of: two)
        let ids = [try await server.makeUser().id.rawID, try await server.makeUser().id.rawID]
        #expect(try await server.send(self.operation(ids[0], "revokeAccessTokens")).status == 204)
        let answer = try await server.send(.get("/divert/users"))
        let users = answer["users"]?.elements ?? []
        #expect(users.compactMap { $0["id"]?.string } == ids.reversed())
        #expect(users.map { $0["createdAt"] } == Array(repeating: .string("2026-03-12T08:00:00.000Z"), count: 2))
        #expect(users.map { $0["revokedAt"] } == [.null, .string("2026-03-12T08:00:00.000Z")])
        #expect(answer["nextLink"] == .null)
    }

    @Test("Anybody may have the public keys, as a key set that may be kept for a while")
    func keySet() async throws {
        let server = try await TestServer()
        var request = TestRequest.get("/.well-known/jwks.json")
        request.key = nil
        let answer = try await server.send(request)
        #expect(answer.status == 200)
        #expect(answer.header("Content-Type") == "application/jwk-set+json")
        #expect(answer.header("Cache-Control") == "public, max-age=300")
        let key = answer["keys"]?[0]
        #expect(key?["kty"] == .string("RSA") && key?["alg"] == .string("RS256") && key?["use"] == .string("sig"))
        #expect(key?["kid"]?.string == server.userTokens.keys.present.keys.first?.id)
    }
}
