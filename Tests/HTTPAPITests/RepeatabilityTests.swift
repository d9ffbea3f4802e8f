import CallAutomationModel
import CallControl
import NIOCore
import NIOEmbedded
import Testing

@Suite("Rows 5 and 6: repeatable requests", .timeLimit(.minutes(1)))
struct RepeatabilityTests {
    @Test(
        "Headers that are not as they must be are rejected and decide nothing",
        arguments: [
            (TestRequest.requestID, nil, 400, "8523", "Repeatability-First-Sent"),
            (nil, TestRequest.firstSent, 400, "8523", "Repeatability-Request-ID"),
            ("", TestRequest.firstSent, 400, "8523", "Repeatability-Request-ID"),
            ("not-a-uuid", TestRequest.firstSent, 400, "8523", "Repeatability-Request-ID"),
            ("not-a-uuid", "not-a-date", 400, "8523", "Repeatability-Request-ID"),
            (TestRequest.requestID, "not-a-date", 400, "8523", "Repeatability-First-Sent"),
            (TestRequest.requestID, "Fri, 12 Mar 2026 07:59:00 GMT", 400, "8523", "Repeatability-First-Sent"),
            (TestRequest.requestID, "Thursday, 12-Mar-26 07:59:00 GMT", 400, "8523", "Repeatability-First-Sent"),
            (TestRequest.requestID, "Thu, 12 Mar 2026 08:05:01 GMT", 400, "8523", "Repeatability-First-Sent"),
            (
                TestRequest.requestID, "Thu, 12 Mar 2026 07:49:59 GMT", 412, "PreconditionFailed",
                "Repeatability-First-Sent"
            ),
        ] as [(String?, String?, Int, String, String)])
    func malformed(id: String?, firstSent: String?, status: Int, code: String, target: String) async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        let answer = try await server.send(.redirect(call.context).repeatable(id: id, firstSent: firstSent))
        answer.expectError(status, code, target: target)
        #expect(answer.header("Repeatability-Result") == "rejected")
        #expect(try await server.send(.get("/divert/calls/\(call.id)"))["state"] == .string("ringing"))
    }

    @Test("Two lines of one header, or two ids in a line, are rejected")
    func twice() async throws {
        let server = try await TestServer()
        let request = TestRequest.redirect(try await server.simulate().context).repeatable()
        for answer in [
            try await server.send(request.with("Repeatability-Request-ID", TestRequest.requestID)),
            try await server.send(request.with("Repeatability-First-Sent", TestRequest.firstSent)),
            try await server.send(
                request.without("Repeatability-Request-ID")
                    .with("Repeatability-Request-ID", "\(TestRequest.requestID), \(TestRequest.requestID)")),
        ] {
            answer.expectError(400, "8523")
            #expect(answer.header("Repeatability-Result") == "rejected")
        }
    }

    @Test(
        "The edges of the window are inside",
        arguments: ["Thu, 12 Mar 2026 07:50:00 GMT", "Thu, 12 Mar 2026 08:05:00 GMT"])
    func window(firstSent: String) async throws {
        let server = try await TestServer()
        let request = TestRequest.redirect(try await server.simulate().context).repeatable(firstSent: firstSent)
        #expect(try await server.send(request).status == 204)
    }

    @Test("The same request again gets the same 204, and nothing moves")
    func repeated() async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        let request = TestRequest.redirect(call.context).repeatable()
        for id in [TestRequest.requestID, TestRequest.requestID.uppercased()] {
            let again = request.without("Repeatability-Request-ID").with("Repeatability-Request-ID", id)
            let answer = try await server.send(again.with("x-ms-client-request-id", "attempt"))
            #expect(answer.status == 204)
            #expect(answer.header("Repeatability-Result") == "accepted")
            #expect(answer.header("X-Microsoft-Skype-Chain-ID") == call.id)
            #expect(answer.header("x-ms-client-request-id") == "attempt")
        }
        let record = try await server.send(.get("/divert/calls/\(call.id)"))
        #expect(record["timeline"]?.elements.filter { $0["name"] == .string("redirect") }.count == 1)
    }

    @Test("A known id on another request is rejected before its body is looked at")
    func mismatch() async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        #expect(try await server.send(.redirect(call.context).repeatable()).status == 204)
        let others: [TestRequest] = [
            .redirect(call.context, to: #"{"rawId":"4:+14255550777"}"#).repeatable(),
            .redirect(call.context).repeatable(firstSent: "Thu, 12 Mar 2026 07:58:00 GMT"),
            .reject(call.context).repeatable(), TestRequest(TestRequest.redirectPath, "no JSON").repeatable(),
        ]
        for other in others {
            let answer = try await server.send(other)
            answer.expectError(400, "8523", target: "Repeatability-Request-ID")
            #expect(answer.header("Repeatability-Result") == "rejected")
        }
    }

    @Test(
        "A UUID of any version is an id, in any case",
        arguments: [
            "00000000-0000-0000-0000-000000000000", "c232ab00-9414-11ec-b3c8-9f68deced846",
            "017F22E2-79B0-7CC3-98C4-DC0C0C07398F", "ffffffff-ffff-ffff-ffff-ffffffffffff",
        ])
    func anyVersion(id: String) async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        for id in [id.lowercased(), id.uppercased()] {
            let answer = try await server.send(TestRequest.redirect(call.context).repeatable(id: id))
            #expect(answer.status == 204 && answer.header("Repeatability-Result") == "accepted")
        }
        let other = TestRequest.reject(call.context).repeatable(id: id)
        try await server.send(other).expectError(400, "8523", target: "Repeatability-Request-ID")
    }

    @Test("Errors are evaluated anew each time under the same id")
    func errorsAreNotStored() async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        try await server.send(.redirect("bogus").repeatable()).expectError(400, "8523")
        #expect(try await server.send(.redirect(call.context).repeatable()).status == 204)
    }

    @Test("Copies of one request at the same time decide once, and all are told so")
    func concurrent() async throws {
        let store = MoodyStore(.holdsDecisions)
        let server = try await TestServer(store: store)
        let call = try await server.simulate()
        let request = TestRequest.redirect(call.context).repeatable()
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<20 { group.addTask { try await server.send(request).status } }
            await store.waitUntilHeld()
            await store.release()
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses == Array(repeating: 204, count: 20))
        let record = try await server.send(.get("/divert/calls/\(call.id)"))
        #expect(record["timeline"]?.elements.filter { $0["name"] == .string("redirect") }.count == 1)
    }

    @Test("While the first copy runs, the second waits 2 s and is told to ask again; at 5 s the first is told so, too")
    func running() async throws {
        let store = MoodyStore(.holdsDecisions)
        let loop = NIOAsyncTestingEventLoop()
        let server = try await TestServer(store: store, loop: loop)
        let request = TestRequest.redirect(try await server.simulate().context).repeatable()
        async let first = server.send(request)
        await store.waitUntilHeld()
        async let second = server.send(request)
        while await server.owner.parkedCount == 0 { await Task.yield() }
        await loop.advanceTime(by: .seconds(2))
        try await second.expectError(409, "8519", retryAfter: "1")
        await loop.advanceTime(by: .seconds(3))
        try await first.expectError(503, "9999", retryAfter: "1")
        try await server.send(request).expectError(503, "9999", retryAfter: "1")
        await store.release()
    }
}
