import HTTPTypes
import Testing

@Suite("Headers of every answer")
struct AnswerHeaderTests {
    @Test("Whatever the client calls its request comes back, also on errors, as far as it is text")
    func clientRequestID() async throws {
        let server = try await TestServer()
        let sent = [
            "x": "x", "557c690c-e648": "557c690c-e648", "a\u{00E9}b": "ab",
            String(repeating: "y", count: 300): String(repeating: "y", count: 256),
        ]
        for (value, echoed) in sent {
            for path in [TestRequest.redirectPath, "/nowhere"] {
                let answer = try await server.send(TestRequest(path, "{}").with("x-ms-client-request-id", value))
                #expect(answer.header("x-ms-client-request-id") == echoed)
            }
        }
        #expect(try await server.send(TestRequest("/nowhere")).header("x-ms-client-request-id") == nil)
    }

    @Test("HEAD is answered as GET; the connection leaves the body out")
    func head() async throws {
        var request = TestRequest.get("/health/live")
        let get = try await TestServer().send(request)
        request.method = .head
        let head = try await TestServer().send(request)
        #expect(head.status == 200)
        #expect(head.body == get.body)
    }

    @Test("Every answer says when it was made")
    func date() async throws {
        let answer = try await TestServer().send(.get("/health/live"))
        #expect(answer.header("Date") == "Thu, 12 Mar 2026 08:00:00 GMT")
    }
}
