import HTTPTypes
import Testing

/// A request that is wrong in every row; each test mends what the rows before its own look at.
@Suite("The first row that fails answers")
struct AnswerOrderTests {
    private static let tooLong = String(repeating: " ", count: 70_000)

    private func wrong(
        method: HTTPRequest.Method = .post, query: String = "?api-version=1", isSigned: Bool = true, body: String = "{"
    ) -> TestRequest {
        var request = TestRequest("/calling/callConnections:redirect\(query)", body)
        request.method = method
        request.headers = [("Content-Type", "text/plain"), ("Repeatability-Request-ID", "x")]
        if !isSigned { request.key = nil }
        return request
    }

    @Test("Rows 1 to 4: method, size, version, credential")
    func untilAuthentication() async throws {
        let server = try await TestServer()
        try await server.send(self.wrong(method: .put, isSigned: false, body: Self.tooLong))
            .expectError(405, "MethodNotAllowed")
        try await server.send(self.wrong(isSigned: false, body: Self.tooLong)).expectError(413, "RequestBodyTooLarge")
        try await server.send(self.wrong(isSigned: false)).expectError(400, "UnsupportedApiVersionValue")
        try await server.send(self.wrong(query: "?api-version=2026-03-12", isSigned: false)).expectError(401, "Denied")
    }

    @Test("Rows 5 to 8: repeatability, content type, body, context")
    func untilContext() async throws {
        let server = try await TestServer()
        let query = "?api-version=2026-03-12"
        let first = try await server.send(self.wrong(query: query))
        first.expectError(400, "8523", target: "Repeatability-First-Sent")

        var request = self.wrong(query: query)
        request.headers = [("Content-Type", "text/plain")]
        try await server.send(request.repeatable()).expectError(415, "8523")
        request.headers = [("Content-Type", "application/json")]
        try await server.send(request).expectError(400, "8523")
        try await server.send(.redirect("bogus", to: "{}")).expectError(400, "8523", target: "target")
        try await server.send(.redirect("bogus")).expectError(400, "8523", target: "incomingCallContext")
    }

    @Test("Rows 9 to 11: the resource before the call, the call before the target")
    func untilTarget() async throws {
        let one = try HTTPResource.local("one", hosts: ["localhost"], key: 1)
        let two = try HTTPResource.local("two", hosts: ["two.example"], key: 2)
        let server = try await TestServer(resources: [one, two])
        let foreign = try await server.simulate(as: two)
        let bad = #"{"rawId":"sip:a@evil.example"}"#
        try await server.send(.redirect(foreign.context, to: bad)).expectError(403, "7507")
        let call = try await server.simulate()
        try await server.send(.redirect(call.context, to: bad)).expectError(403, "7602")
        #expect(try await server.send(.redirect(call.context)).status == 204)
        try await server.send(.redirect(call.context, to: bad)).expectError(409, "8519")
    }
}
