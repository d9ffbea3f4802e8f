import CallAutomationModel
import CallRouting
import Testing

@Suite("Rows 7 to 12: redirect and reject")
struct RedirectTests {
    @Test("A good redirect is 204 without a body, and the call is redirected")
    func redirected() async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        let answer = try await server.send(.redirect(call.context).with("x-ms-client-request-id", "abc"))
        #expect(answer.status == 204)
        #expect(answer.body.isEmpty)
        #expect(answer.header("Content-Type") == nil)
        #expect(answer.header("Content-Length") == nil)
        #expect(answer.header("Retry-After") == nil)
        #expect(answer.header("Repeatability-Result") == nil)
        #expect(answer.header("X-Microsoft-Skype-Chain-ID") == call.id)
        #expect(answer.header("x-ms-client-request-id") == "abc")
        #expect(answer.header("x-ms-request-id") == "request-1")

        let record = try await server.send(.get("/divert/calls/\(call.id)"))
        #expect(record["state"] == .string("redirected"))
        #expect(record["decision"]?["by"] == .string("accessKey"))
        #expect(record["decision"]?["target"]?["rawId"] == .string("4:+14255550123"))
        #expect(record["final"]?["contact"] == .string("<sip:+14255550123@gw.example>"))
    }

    @Test(
        "A reject is 204 with each reason",
        arguments: [(nil, 603), ("none", 603), ("busy", 486), ("forbidden", 403)])
    func rejected(reason: String?, status: Int) async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        #expect(try await server.send(.reject(call.context, reason: reason)).status == 204)
        let record = try await server.send(.get("/divert/calls/\(call.id)"))
        #expect(record["state"] == .string("rejected"))
        #expect(record["final"]?["status"]?.integer == status)
    }

    @Test(
        "Content-Type must be JSON, in any case and with any parameters",
        arguments: [
            (nil, 415), ("text/plain", 415), ("application/jsonp", 415), ("", 415),
            ("Application/JSON; charset=utf-8", 204), ("application/json;odata=verbose", 204),
            ("application/vnd.acs+json", 204),
        ] as [(String?, Int)])
    func contentType(value: String?, status: Int) async throws {
        let server = try await TestServer()
        var request = TestRequest.redirect(try await server.simulate().context).without("Content-Type")
        if let value { request = request.with("Content-Type", value) }
        let answer = try await server.send(request)
        #expect(answer.status == status)
        if status == 415 { answer.expectError(415, "8523") }
    }

    @Test(
        "A body that is not as it must be is 400 8523 and names the member",
        arguments: [
            ("", nil), ("[]", nil), ("{", nil), ("\u{00FE}", nil), ("{}", "incomingCallContext"),
            (#"{"incomingCallContext":"","target":{"rawId":"4:+1"}}"#, "incomingCallContext"),
            (#"{"incomingCallContext":7,"target":{"rawId":"4:+1"}}"#, "incomingCallContext"),
            (#"{"incomingCallContext":"x"}"#, "target"), (#"{"incomingCallContext":"x","target":{}}"#, "target"),
            (#"{"incomingCallContext":"x","target":"+14255550123"}"#, "target"),
            (
                #"{"incomingCallContext":"x","target":{"kind":"phoneNumber","communicationUser":{"id":"8:acs:a_b"}}}"#,
                "target.kind"
            ),
        ] as [(String, String?)])
    func malformedBody(body: String, target: String?) async throws {
        let answer = try await TestServer().send(TestRequest(TestRequest.redirectPath, body))
        answer.expectError(400, "8523")
        #expect(answer.target == target)
    }

    @Test("A body that is no UTF-8 is 400 8523")
    func invalidUTF8() async throws {
        var request = TestRequest(TestRequest.redirectPath)
        request.body = Array(#"{"incomingCallContext":""#.utf8) + [0xFF, 0xFE] + Array(#"","target":{}}"#.utf8)
        try await TestServer().send(request).expectError(400, "8523")
    }

    @Test("A context that is made up, changed or past its expiry is 400 8523")
    func invalidContext() async throws {
        let server = try await TestServer()
        let good = try await server.simulate().context
        let changed = good.dropLast(4) + (good.hasSuffix("AAAA") ? "BBBB" : "AAAA")
        let expired = try server.context(expiresAt: TestServer.now + .milliseconds(-1))
        let long = String(repeating: "A", count: 20_000)
        for context in ["bogus", String(good.dropLast(8)), String(changed), expired, long] {
            try await server.send(.redirect(context)).expectError(400, "8523", target: "incomingCallContext")
        }
    }

    @Test("A call of another resource is 403 7507, whether or not it has a row")
    func otherResource() async throws {
        let one = try HTTPResource.local("one", hosts: ["localhost"], key: 1)
        let two = try HTTPResource.local("two", hosts: ["two.example"], key: 2)
        let server = try await TestServer(resources: [one, two])
        let call = try await server.simulate(context: "named", as: two)
        for context in [call.context, "named", try server.context(resource: "two")] {
            try await server.send(.redirect(context)).expectError(403, "7507")
        }
    }

    @Test("The same decision again is 204, another one is 409 8519")
    func decidedByRequest() async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        let written = #"{"kind":"phoneNumber","phoneNumber":{"value":"+14255550123"}}"#
        #expect(try await server.send(.redirect(call.context)).status == 204)
        #expect(try await server.send(.redirect(call.context, to: written)).status == 204)
        #expect(try await server.send(.redirect(call.context, to: written).repeatable()).status == 204)
        let other = try await server.send(.redirect(call.context, to: #"{"rawId":"4:+14255550777"}"#))
        other.expectError(409, "8519")
        #expect(other.header("X-Microsoft-Skype-Chain-ID") == call.id)
        try await server.send(.reject(call.context)).expectError(409, "8519")
    }

    @Test("A call that the caller left, and a context without a row, are 404 8522")
    func notRinging() async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        #expect(try await server.send(TestRequest("/divert/calls/\(call.id):hangup")).status == 204)
        try await server.send(.redirect(call.context)).expectError(404, "8522")
        try await server.send(.redirect(try server.context())).expectError(404, "8522")
    }

    @Test("A target that may not or cannot be reached leaves the call ringing")
    func badTargets() async throws {
        let server = try await TestServer()
        let call = try await server.ringOverSIP()
        try await server.send(.redirect(call.context, to: #"{"rawId":"sip:a@evil.example"}"#))
            .expectError(403, "7602", target: "target")
        try await server.send(.redirect(call.context, to: #"{"rawId":"8:orgid:someone"}"#))
            .expectError(400, "8523", target: "target")
        try await server.send(.redirect(call.context, to: #"{"rawId":"4:+14255550100"}"#))
            .expectError(400, "8523", target: "target")
        #expect(try await server.send(.redirect(call.context)).status == 204)
    }

    @Test("What the store does not take is 503 with Retry-After, and the call rings on")
    func storeRefuses() async throws {
        let server = try await TestServer(store: MoodyStore(.refusesDecisions))
        let call = try await server.simulate()
        try await server.send(.redirect(call.context).repeatable()).expectError(503, "9999", retryAfter: "1")
        #expect(try await server.send(.get("/divert/calls/\(call.id)"))["state"] == .string("ringing"))
    }

    @Test("A client that leaves does not stop its decision")
    func clientLeaves() async throws {
        let store = MoodyStore(.holdsDecisions)
        let server = try await TestServer(store: store)
        let call = try await server.simulate()
        let request = Task { try await server.send(.redirect(call.context)) }
        await store.waitUntilHeld()
        request.cancel()
        await store.release()
        let record = try await server.send(.get("/divert/calls/\(call.id)?wait=60"))
        #expect(record["state"] == .string("redirected"))
    }
}
