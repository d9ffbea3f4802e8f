import CallAutomationModel
import CallRouting
import DivertTesting
import HTTPAPI
import HTTPTypes
import Testing
import UserTokens

@Suite("User access tokens (rows 4 and 9)")
struct UserTokenTests {
    @Test("A token decides a call to its user, as Bearer and alone", arguments: ["Bearer ", "bearer ", "BEARER  ", ""])
    func ownCall(scheme: String) async throws {
        let server = try await TestServer()
        let user = try await server.makeUser()
        let call = try await server.simulate(to: user.id.rawID)
        let token = try await server.token(for: user)
        #expect(try await server.send(.redirect(call.context).authorized(scheme + token)).status == 204)
        let decision = try await server.send(.get("/divert/calls/\(call.id)"))["decision"]
        #expect(decision?["by"] == .string("user"))
    }

    @Test("A call that rings at somebody else is 403 7504, and the message names the setting that decides")
    func otherUsersCall() async throws {
        let server = try await TestServer()
        let (alice, bob) = (try await server.makeUser(), try await server.makeUser())
        let token = try await server.token(for: alice)
        for callee in [bob.id.rawID, "+14255550100"] {
            let call = try await server.simulate(to: callee)
            for request in [TestRequest.redirect(call.context), .reject(call.context)] {
                let answer = try await server.send(request.bearer(token))
                answer.expectError(403, "7504")
                #expect(answer.message?.contains("resources[].userTokens") == true)
                #expect(answer.header("WWW-Authenticate") == nil)
            }
            #expect(try await server.send(.get("/divert/calls/\(call.id)"))["state"] == .string("ringing"))
        }
    }

    @Test("Where the resource says allCalls, a user decides every call of it")
    func allCalls() async throws {
        var resource = try HTTPResource.local()
        resource.userTokens = .allCalls
        let server = try await TestServer(resources: [resource])
        let call = try await server.simulate()
        let token = try await server.token(for: try await server.makeUser())
        #expect(try await server.send(.redirect(call.context).bearer(token)).status == 204)
    }

    @Test(
        "Without the scope voip it is 403 7504",
        arguments: UserTokenScope.allCases.filter { $0 != .voip }.map { [$0] } + [[.chat, .voipJoin]])
    func scopes(scopes: [UserTokenScope]) async throws {
        let server = try await TestServer()
        let user = try await server.makeUser()
        let call = try await server.simulate(to: user.id.rawID)
        let answer = try await server.send(.redirect(call.context).bearer(server.token(for: user, scopes)))
        answer.expectError(403, "7504")
        #expect(answer.message?.contains("voip") == true)
        let both = try await server.token(for: user, scopes + [.voip])
        #expect(try await server.send(.redirect(call.context).bearer(both)).status == 204)
    }

    @Test("A token of another resource is 403 7507")
    func otherResource() async throws {
        let one = try HTTPResource.local("one", hosts: ["one.example"], key: 1)
        let two = try HTTPResource.local(
            "two", id: "00000000-0000-0000-0000-000000000002", hosts: ["two.example"], key: 2)
        let server = try await TestServer(resources: [one, two])
        let call = try await server.simulate(as: two)
        var request = TestRequest.redirect(call.context)
            .bearer(try await server.token(for: try await server.makeUser(of: one)))
        request.host = "two.example"
        let answer = try await server.send(request)
        answer.expectError(403, "7507")
        #expect(answer.message?.contains("resources[].hosts") == true)
        // Under its own host the token is good; it is the call that is another resource's.
        request.host = "one.example"
        try await server.send(request).expectError(403, "7507")
    }

    @Test("An expired token is 401, to the second, however often it was used before")
    func expired() async throws {
        let server = try await TestServer()
        let user = try await server.makeUser()
        let call = try await server.simulate(to: user.id.rawID)
        let old = try await server.token(for: user, issued: 3_600)
        for _ in 0..<2 {
            let answer = try await server.send(.redirect(call.context).bearer(old))
            answer.expectError(401, "Denied")
            #expect(answer.message?.contains("expired") == true)
            #expect(
                answer.header("WWW-Authenticate")
                    == #"HMAC-SHA256, Bearer error="invalid_token", error_description="The token has expired.""#)
        }
        let young = try await server.token(for: user, issued: 3_599)
        #expect(try await server.send(.redirect(call.context).bearer(young)).status == 204)
    }

    @Test(
        "A token that was good a moment ago is 401 once it was revoked or its user deleted", arguments: [true, false])
    func revoked(isDeletion: Bool) async throws {
        let server = try await TestServer()
        let user = try await server.makeUser()
        let call = try await server.simulate(to: user.id.rawID)
        let request = TestRequest.redirect(call.context).bearer(try await server.token(for: user))
        #expect(try await server.send(request).status == 204)
        let path = "/identities/\(user.id.rawID)\(isDeletion ? "" : "/:revokeAccessTokens")?api-version=2023-10-01"
        var revocation = TestRequest(path)
        if isDeletion { revocation.method = .delete }
        #expect(try await server.send(revocation).status == 204)
        let answer = try await server.send(request)
        answer.expectError(401, "Denied")
        #expect(answer.message?.contains("revoked") == true)
        guard !isDeletion else { return }
        let identity = try #require(try await server.userTokens.identities.identity(user.id))
        let fresh = try await server.token(for: identity)
        #expect(try await server.send(.redirect(call.context).bearer(fresh)).status == 204)
    }

    @Test("Forged tokens are 401: unsigned, signed with another key, changed")
    func forged() async throws {
        let server = try await TestServer()
        let user = try await server.makeUser()
        let call = try await server.simulate(to: user.id.rawID)
        let parts = try await server.token(for: user).split(separator: ".").map(String.init)
        let key = try #require(server.userTokens.keys.present.keys.first)
        func payload(_ change: (String) -> String) throws -> String {
            let bytes = try #require(URLSafeBase64.decode(parts[1].utf8))
            return change(String(decoding: bytes, as: UTF8.self))
        }
        let stranger = try await SampleSigningKeys.key(1).sign(Array(try payload { $0 }.utf8))
        let bob = try await server.makeUser()
        let asBob = try payload { $0.replacing(user.id.rawID.dropFirst(2), with: bob.id.rawID.dropFirst(2)) }
        let longer = try payload { $0.replacing(#""exp":"#, with: #""exp":9"#) }
        let header = #"{"alg":"none","kid":"\#(key.id)","typ":"JWT"}"#
        let tokens = [
            StandInIssuer.forged(header: header, payload: try payload { $0 }),
            StandInIssuer.forged(header: #"{"alg":"none"}"#, payload: try payload { $0 }),
            StandInIssuer.forged(
                header: header.replacing("none", with: "HS256"), payload: try payload { $0 }, signature: [1, 2, 3]),
            stranger, "\(parts[0]).\(stranger.split(separator: ".")[1]).\(stranger.split(separator: ".")[2])",
            "\(parts[0]).\(URLSafeBase64.encode(Array(asBob.utf8))).\(parts[2])",
            "\(parts[0]).\(URLSafeBase64.encode(Array(longer.utf8))).\(parts[2])",
            "\(parts[0]).\(parts[1]).", "\(parts[0]).\(parts[1])", "",
        ]
        for token in tokens {
            let answer = try await server.send(.redirect(call.context).bearer(token))
            answer.expectError(401, "Denied")
            #expect(answer.header("WWW-Authenticate")?.contains("Bearer error=\"invalid_token\"") == true)
        }
        #expect(try await server.send(.get("/divert/calls/\(call.id)"))["state"] == .string("ringing"))
    }

    @Test("Tokens stay good over a rotation of keys, and new ones are signed by the new key")
    func rotation() async throws {
        let server = try await TestServer()
        let user = try await server.makeUser()
        let old = try await server.token(for: user)
        let before = server.userTokens.keys.present.keys.map(\.id)
        let answer = try await server.send(TestRequest("/divert/tokenKeys:rotate"))
        #expect(answer.status == 200)
        let published = try await server.send(.get("/.well-known/jwks.json"))["keys"]?.elements ?? []
        #expect(published.compactMap { $0["kid"]?.string } == server.userTokens.keys.present.keys.map(\.id))
        #expect(published.count == 2 && published[1]["kid"]?.string == before[0])
        for token in [old, try await server.token(for: user)] {
            let call = try await server.simulate(to: user.id.rawID)
            #expect(try await server.send(.redirect(call.context).bearer(token)).status == 204)
        }
    }

    @Test("Elsewhere user tokens are 403 7504: Divert's own operations, and the making of users")
    func otherPlanes() async throws {
        let server = try await TestServer()
        let user = try await server.makeUser()
        let call = try await server.simulate(to: user.id.rawID)
        let token = try await server.token(for: user)
        for request in [
            TestRequest.get("/divert/calls"), .get("/divert/calls/\(call.id)"), .get("/divert/users"),
            TestRequest("/divert/calls", #"{"from":"+14255550199","to":"+14255550100"}"#),
            TestRequest("/divert/calls/\(call.id):reject"), TestRequest("/divert/tokenKeys:rotate"),
            TestRequest("/identities?api-version=2023-10-01"),
        ] {
            try await server.send(request.bearer(token)).expectError(403, "7504")
        }
    }

    @Test("The demo's way: a number, redirected to a user by the application, sent on by that user's token")
    func ringsOn() async throws {
        let server = try await TestServer()
        let (alice, bob) = (try await server.makeUser(), try await server.makeUser())
        let call = try await server.simulate()
        let toAlice = #"{"rawId":"\#(alice.id.rawID)"}"#
        #expect(try await server.send(.redirect(call.context, to: toAlice)).status == 204)
        let second = try await server.send(.get("/divert/calls/\(call.id)"))["incomingCallContext"]?.string
        let context = try #require(second)
        try await server.send(.redirect(context).bearer(server.token(for: bob))).expectError(403, "7504")
        // The first context is of the hop that rang at the number, which was never Alice's.
        try await server.send(.redirect(call.context).bearer(server.token(for: alice))).expectError(403, "7504")
        #expect(try await server.send(.redirect(context).bearer(server.token(for: alice))).status == 204)
    }

    @Test("Request ids of a user and of the application are different ones")
    func repeatability() async throws {
        let server = try await TestServer()
        let user = try await server.makeUser()
        let token = try await server.token(for: user)
        let (one, two) = (try await server.simulate(to: user.id.rawID), try await server.simulate(to: user.id.rawID))
        let first = try await server.send(.redirect(one.context).repeatable())
        let second = try await server.send(.redirect(two.context).repeatable().bearer(token))
        #expect(first.status == 204 && second.status == 204)
        let repeated = try await server.send(.redirect(two.context).repeatable().bearer(token))
        #expect(repeated.status == 204 && repeated.header("X-Microsoft-Skype-Chain-ID") == two.id)
    }

    @Test("A store that cannot be asked is 503, not an open door")
    func sickStore() async throws {
        let store = SickIdentityStore()
        let server = try await TestServer(identities: store)
        let user = try await server.makeUser()
        let call = try await server.simulate(to: user.id.rawID)
        let request = TestRequest.redirect(call.context).bearer(try await server.token(for: user))
        store.becomeSick()
        try await server.send(request).expectError(503, "9999", retryAfter: "1")
    }
}
