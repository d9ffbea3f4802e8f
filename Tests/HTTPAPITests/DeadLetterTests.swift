import CallAutomationModel
import CallRouting
import HTTPAPI
import Testing

@Suite("Dead letters over HTTP")
struct DeadLetterTests {
    private static let path = "/divert/deadletters"

    /// A server whose store has a letter of each resource.
    private func server() async throws -> TestServer {
        let store = MemoryCallStore()
        for (id, resource) in [("event-a", "local"), ("event-b", "other")] {
            let letter = DeadLetter(
                id: id, call: CallID(high: 1, low: 2), resource: resource, subscription: "app", reason: .refused,
                at: TestServer.now,
                event: #"{"id":"\#(id)","eventType":"Microsoft.Communication.IncomingCall","data":{"a":1}}"#,
                attempts: [
                    EventRecord.Attempt(
                        at: TestServer.now, status: 403, duration: .milliseconds(3), error: "no", answer: "go away")
                ])
            await withCheckedContinuation { continuation in
                store.submit(.putDeadLetter(letter)) { _ in continuation.resume() }
            }
        }
        return try await TestServer(store: store)
    }

    @Test("They are listed without, and shown with the event")
    func reading() async throws {
        let server = try await self.server()
        let list = try await server.send(.get(Self.path))
        let letters = list["deadLetters"]?.elements ?? []
        #expect(letters.map { $0["id"]?.string } == ["event-a"])
        #expect(letters.first?["event"] == nil && letters.first?["reason"]?.string == "refused")
        #expect(letters.first?["attempts"]?.elements.first?["answer"]?.string == "go away")
        let shown = try await server.send(.get(Self.path + "/event-a"))
        #expect(shown["event"]?["data"]?["a"]?.integer == 1)
        #expect(shown["call"]?.string == "\(CallID(high: 1, low: 2))")
    }

    @Test("One is sent again; accepted, it is gone")
    func replay() async throws {
        let server = try await self.server()
        let answer = try await server.send(TestRequest(Self.path + "/event-a:replay"))
        #expect(answer.status == 200 && answer["status"]?.integer == 200)
        try await server.send(.get(Self.path + "/event-a")).expectError(404, "DeadLetterNotFound")
        try await server.send(TestRequest(Self.path + "/event-a:replay")).expectError(404, "DeadLetterNotFound")
    }

    @Test("Those of another resource are not seen, and nothing without a credential")
    func guarded() async throws {
        let server = try await self.server()
        try await server.send(.get(Self.path + "/event-b")).expectError(403, "7507")
        try await server.send(TestRequest(Self.path + "/event-b:replay")).expectError(403, "7507")
        for path in ["", "/event-a"] {
            var request = TestRequest.get(Self.path + path)
            request.key = nil
            try await server.send(request).expectError(401, "Denied")
        }
    }
}
