import AsyncHTTPClient
import CallAutomationClient
import Testing

@Suite("Answers that are no success", .timeLimit(.minutes(1)))
struct RefusalTests {
    private static func error(
        _ service: StandIn, _ options: CallAutomationClient.Options = .test()
    ) async
        -> CallAutomationError?
    {
        await #expect(throws: CallAutomationError.self) {
            try await service.client(options).redirectCall(incomingCallContext: "CONTEXT", to: .phoneNumber("+1"))
        }
    }

    @Test(
        "A refusal is told once, with what the service said and what to do",
        arguments: [
            (400, "8523", "The context is invalid.", "incomingCallContext", "Use the context of the event unchanged"),
            (401, "Denied", "Denied by the resource provider.", nil, "Check the access key and the clock"),
            (403, "7507", "Another resource.", nil, "Check that the credential is of the resource"),
            (403, "7602", "Not allowed.", "target", "Choose another target"),
            (404, "8522", "Call not found.", nil, "The call is over"),
            (404, "NotFound", "No such path.", nil, "Check the endpoint"),
            (409, "8519", "Decided otherwise.", nil, "Somebody decided first"),
            (412, "PreconditionFailed", "Too old.", nil, "Make a new Repeatability"),
        ])
    func refusals(status: Int, code: String, message: String, target: String?, advice: String) async throws {
        let place = target.map { #","target":"\#($0)""# } ?? ""
        let body = #"{"error":{"code":"\#(code)","message":"\#(message)"\#(place)}}"#
        try await StandIn.run(.answer(status, ["x-ms-request-id": "request-7"], body)) { service in
            let error = await Self.error(service)
            #expect(error?.reason == .refused)
            #expect(error?.status == status && error?.code == code && error?.message == message)
            #expect(error?.target == target && error?.requestID == "request-7")
            #expect(error?.attempts == 1 && error?.retryCount == 0)
            #expect(
                error.map { "\($0)".hasPrefix("\(status) \(code): \(message) (request request-7) \(advice)") } == true)
            #expect(await service.requests.count == 1)
        }
    }

    @Test(
        "A body that explains nothing leaves the status",
        arguments: ["", "<html>no</html>", "{", "[]", #"{"error":{}}"#, String(repeating: "x", count: 100_000)])
    func withoutExplanation(body: String) async throws {
        try await StandIn.run(.answer(400, ["x-ms-error-code": "8523"], body)) { service in
            let error = await Self.error(service)
            #expect(error?.reason == .refused && error?.status == 400)
            #expect(error?.message == "The service refused without a reason.")
            #expect(error?.code == "8523")
        }
    }

    @Test("Control characters do not reach the terminal, and long messages are cut")
    func plainText() async throws {
        let body = #"{"error":{"code":"c\u001b[2J","message":"\#(String(repeating: "a\\n", count: 5000))"}}"#
        try await StandIn.run(.answer(400, [:], body)) { service in
            let error = await Self.error(service)
            #expect(error?.code == "c [2J")
            #expect(error?.message.count == 1000)
            #expect(error?.message.hasPrefix("a a a") == true)
        }
    }

    @Test("Only 204 is success", arguments: [200, 201, 202])
    func otherSuccess(status: Int) async throws {
        try await StandIn.run(.answer(status, [:], "<html>Welcome</html>")) { service in
            let error = await Self.error(service)
            #expect(error?.reason == .unusableAnswer && error?.status == status && error?.attempts == 1)
        }
    }

    @Test("A redirect is not followed", arguments: [301, 302, 303, 307, 308])
    func redirects(status: Int) async throws {
        try await StandIn.run(.answer(status, ["Location": "/elsewhere"]), .answer(204)) { service in
            let error = await Self.error(service)
            #expect(error?.reason == .unusableAnswer && error?.status == status)
            #expect(await service.requests.count == 1)
        }
    }

    @Test("An HTTP client that follows redirects is found out")
    func followingClient() async throws {
        try await StandIn.run(.answer(302, ["Location": "/elsewhere"]), .answer(204)) { service in
            var options = CallAutomationClient.Options.test()
            options.httpClient = .shared
            let error = await Self.error(service, options)
            #expect(error?.reason == .unusableAnswer)
            #expect(error?.message.contains("redirectConfiguration: .disallow") == true)
        }
    }
}
