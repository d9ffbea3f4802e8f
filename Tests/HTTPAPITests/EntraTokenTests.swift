import CallAutomationModel
import CallRouting
import DivertTesting
import EntraTokens
import HTTPAPI
import Testing

@Suite("Entra ID tokens (row 4)", .timeLimit(.minutes(1)))
struct EntraTokenTests {
    private static let issuer = "https://login.example/tenant/v2.0"

    private let source = ScriptedKeySetSource()

    private func server() async throws -> TestServer {
        var resource = try HTTPResource.local()
        resource.entra = EntraAuthority(
            EntraTrust(issuer: Self.issuer, audiences: ["https://communication.azure.com"]),
            PublishedKeys(self.source) { _ in })
        return try await TestServer(resources: [resource])
    }

    private func payload(oid: String = "alice", exp: Int64 = TestServer.seconds + 3_600) -> String {
        #"{"iss":"\#(Self.issuer)","aud":"https://communication.azure.com/","oid":"\#(oid)","exp":\#(exp)}"#
    }

    @Test("They decide every call of the resource, and the record says so", arguments: [true, false])
    func decides(isRSA: Bool) async throws {
        let issuer = isRSA ? try await StandInIssuer.rs256(2) : .es256()
        self.source.publish(issuer.keySet)
        let server = try await self.server()
        let call = try await server.simulate()
        let token = try issuer.token(self.payload())
        #expect(try await server.send(.redirect(call.context).bearer(token)).status == 204)
        let record = try await server.send(.get("/divert/calls/\(call.id)").bearer(token))
        #expect(record["decision"]?["by"] == .string("entra"))
    }

    @Test("All planes take them")
    func planes() async throws {
        let issuer = StandInIssuer.es256()
        self.source.publish(issuer.keySet)
        let server = try await self.server()
        let token = try issuer.token(self.payload())
        #expect(try await server.send(.get("/divert/calls").bearer(token)).status == 200)
        #expect(try await server.send(TestRequest("/identities?api-version=2023-10-01").bearer(token)).status == 201)
    }

    @Test("A token that is remembered is refused once its key was withdrawn or it expired")
    func remembered() async throws {
        let (old, new) = (StandInIssuer.es256(keyID: "same"), StandInIssuer.es256(keyID: "same"))
        self.source.publish(old.keySet)
        let authority = PublishedKeys(self.source) { _ in }
        var resource = try HTTPResource.local()
        resource.entra = EntraAuthority(
            EntraTrust(issuer: Self.issuer, audiences: ["https://communication.azure.com"]), authority)
        let server = try await TestServer(resources: [resource])
        let token = try old.token(self.payload())
        #expect(try await server.send(.get("/divert/calls").bearer(token)).status == 200)
        #expect(try await server.send(.get("/divert/calls").bearer(token)).status == 200)
        // The issuer publishes another key under the same id, and somebody notices an hour later.
        self.source.publish(new.keySet)
        let later = TestServer.now + KeySetSchedule.lifetime
        _ = authority.version(now: later)
        while authority.version(now: later) == 1 { await Task.yield() }
        try await server.send(.get("/divert/calls").bearer(token)).expectError(401, "Denied")
        let expired = try new.token(self.payload(exp: TestServer.seconds - EntraClaims.leeway))
        try await server.send(.get("/divert/calls").bearer(expired)).expectError(401, "Denied")
    }

    @Test("Where no issuer is configured, the message says which setting is missing")
    func notConfigured() async throws {
        let server = try await TestServer()
        let token = try StandInIssuer.es256().token(self.payload())
        let answer = try await server.send(.get("/divert/calls").bearer(token))
        answer.expectError(401, "Denied")
        #expect(answer.message?.contains("resources[].entra") == true)
    }

    @Test("While the issuer's keys were never to be had it is 503, which clients repeat")
    func keysUnavailable() async throws {
        let server = try await self.server()
        let token = try StandInIssuer.es256().token(self.payload())
        try await server.send(.get("/divert/calls").bearer(token)).expectError(503, "9999", retryAfter: "1")
    }
}
