import CallAutomationModel
import HTTPAPI
import HTTPServing
import NIOHTTP1
import Testing

@Suite("Row 2: the body, its size and its time; what is no request")
struct RequestBodyTests {
    @Test(
        "A body that is too large, late or cut off decides nothing",
        arguments: [
            (ReceivedBody.tooLarge, 413, "RequestBodyTooLarge"), (.late, 408, "RequestTimeout"),
            (.cutOff, 400, "8523"), (.malformed, 400, "MalformedRequest"),
        ])
    func body(body: ReceivedBody, status: Int, code: String) async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        try await server.send(.redirect(call.context), body: body).expectError(status, code)
        #expect(try await server.send(.get("/divert/calls/\(call.id)"))["state"] == .string("ringing"))
    }

    @Test("Where the path or the method is wrong, that is said first")
    func order() async throws {
        let server = try await TestServer()
        try await server.send(TestRequest("/nowhere"), body: .tooLarge).expectError(404, "NotFound")
        try await server.send(.get(TestRequest.redirectPath), body: .late).expectError(405, "MethodNotAllowed")
    }

    @Test(
        "What is no request gets a complete error, too",
        arguments: [
            (RequestFault.malformed, 400, "MalformedRequest"), (.headTooLarge, 431, "RequestHeaderFieldsTooLarge"),
            (.headLate, 408, "RequestTimeout"), (.hostMissing, 400, "MalformedRequest"),
            (.hostRepeated, 400, "MalformedRequest"),
        ])
    func fault(fault: RequestFault, status: Int, code: String) async throws {
        let responder = try await TestServer().responder
        TestAnswer(responder.answer(to: fault, of: nil)).expectError(status, code)
        // What could be read of it is echoed.
        let head = HTTPRequestHead(version: .http2, method: .POST, uri: "/", headers: ["x-ms-client-request-id": "c1"])
        let answer = TestAnswer(responder.answer(to: fault, of: head))
        answer.expectError(status, code)
        #expect(answer.header("x-ms-client-request-id") == "c1")
    }
}
