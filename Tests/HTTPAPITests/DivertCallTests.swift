import CallAutomationModel
import HTTPAPI
import Testing

@Suite("The Divert plane: making and seeing calls")
struct DivertCallTests {
    @Test("A simulated call is 201 with its place and every member of a call")
    func simulated() async throws {
        let server = try await TestServer()
        let answer = try await server.send(
            TestRequest(
                "/divert/calls",
                #"{"from":{"rawId":"4:+14255550199"},"to":"+14255550100","callerDisplayName":"Alice","#
                    + #""ringTimeoutSeconds":60}"#))
        #expect(answer.status == 201)
        let id = try #require(answer["id"]?.string)
        #expect(answer.header("Location") == "/divert/calls/\(id)")
        guard case .object(let members) = try #require(answer.json) else { return }
        #expect(
            members.map(\.name) == [
                "id", "state", "origin", "resource", "peer", "from", "to", "callerDisplayName", "correlationId",
                "serverCallId", "createdAt", "deadline", "incomingCallContext", "hops", "timeline", "events",
                "decision",
                "final",
            ])
        #expect(answer["state"] == .string("ringing"))
        #expect(answer["origin"] == .string("simulated"))
        #expect(answer["resource"] == .string("local"))
        #expect(answer["peer"] == .null)
        #expect(answer["correlationId"] == .string(id))
        #expect(answer["callerDisplayName"] == .string("Alice"))
        #expect(answer["createdAt"] == .string("2026-03-12T08:00:00.000Z"))
        #expect(answer["deadline"] == .string("2026-03-12T08:01:00.000Z"))
        #expect(answer["from"]?["phoneNumber"]?["value"] == .string("+14255550199"))
        #expect(answer["hops"]?[0]?["eventId"] == .string("event"))
        #expect(answer["decision"] == .null)
        #expect(answer["final"] == .null)
    }

    @Test(
        "A bad body names the member",
        arguments: [
            (#"{"to":"+14255550100"}"#, "from"), (#"{"from":"+1425","to":{}}"#, "to"),
            (#"{"from":"","to":"a"}"#, "from"),
            (#"{"from":"a","to":"b","ringTimeoutSeconds":0}"#, "ringTimeoutSeconds"),
            (#"{"from":"a","to":"b","ringTimeoutSeconds":601}"#, "ringTimeoutSeconds"),
            (#"{"from":"a","to":"b","ringTimeoutSeconds":"9"}"#, "ringTimeoutSeconds"),
            (#"{"from":"a","to":"b","incomingCallContext":""}"#, "incomingCallContext"),
            (#"{"from":"a","to":"b","customContext":7}"#, "customContext"),
        ])
    func badBody(body: String, target: String) async throws {
        try await TestServer().send(TestRequest("/divert/calls", body)).expectError(400, "8523", target: target)
    }

    @Test("A call that cannot be stored or is one too many is 503 with Retry-After")
    func refused() async throws {
        let request = TestRequest("/divert/calls", #"{"from":"+14255550199","to":"+14255550100"}"#)
        for server in [try await TestServer(store: MoodyStore(.refusesCalls)), try await TestServer(capacity: 0)] {
            try await server.send(request).expectError(503, "9999", retryAfter: "1")
        }
    }

    @Test("A simulated call cannot be made repeatable, and says so")
    func notRepeatable() async throws {
        let request = TestRequest("/divert/calls", #"{"from":"+14255550199","to":"+14255550100"}"#)
        let answer = try await TestServer().send(request.repeatable())
        answer.expectError(501, "RepeatabilityNotSupported")
        #expect(answer.header("Repeatability-Result") == "rejected")
    }

    @Test("The list shows the calls of the credential's resource, and GET shows no other's")
    func resources() async throws {
        let one = try HTTPResource.local("one", hosts: ["localhost"], key: 1)
        let two = try HTTPResource.local("two", hosts: ["two.example"], key: 2)
        let server = try await TestServer(resources: [one, two])
        let mine = try await server.simulate()
        let other = try await server.simulate(as: two)
        let list = try await server.send(.get("/divert/calls"))
        #expect(list["calls"]?.elements.map { $0["id"] } == [.string(mine.id)])
        #expect(list["nextLink"] == .null)
        try await server.send(.get("/divert/calls/\(other.id)")).expectError(403, "7507")
        try await server.send(TestRequest("/divert/calls/\(other.id):hangup")).expectError(403, "7507")
        try await server.send(TestRequest("/divert/calls/\(other.id):reject")).expectError(403, "7507")
    }

    @Test("Who waits sees the call as soon as it left ringing; the context is shown only while it rings")
    func wait() async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        let ringing = try await server.send(.get("/divert/calls/\(call.id)?wait=0"))
        #expect(ringing["incomingCallContext"] == .string(call.context))
        async let waiting = server.send(.get("/divert/calls/\(call.id)?wait=60"))
        #expect(try await server.send(.redirect(call.context)).status == 204)
        let ended = try await waiting
        #expect(ended["state"] == .string("redirected"))
        #expect(ended["incomingCallContext"] == .null)
        #expect(ended["hops"]?[0]?["decision"]?["kind"] == .string("redirect"))
    }

    @Test("A wait that is no number from 0 to 60 is 400", arguments: ["61", "-1", "", "1.5", "x", "1&wait=2", "100"])
    func badWait(value: String) async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        try await server.send(.get("/divert/calls/\(call.id)?wait=\(value)")).expectError(400, "8523", target: "wait")
    }

    @Test("An unknown id is 404 8522", arguments: ["x", "00000000-0000-4000-8000-000000000000"])
    func unknown(id: String) async throws {
        let server = try await TestServer()
        try await server.send(.get("/divert/calls/\(id)")).expectError(404, "8522")
        try await server.send(TestRequest("/divert/calls/\(id):redirect", #"{"target":"+14255550123"}"#))
            .expectError(404, "8522")
        try await server.send(TestRequest("/divert/calls/\(id):hangup")).expectError(404, "8522")
    }
}
