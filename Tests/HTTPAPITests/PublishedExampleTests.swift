import CallAutomationModel
import FoundationEssentials
import Testing

@Suite("The published example")
struct PublishedExampleTests {
    @Test("The published request, sent as it stands to its host, redirects a call that has its context as a name")
    func example() async throws {
        let fixture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/redirect-example.json")
        var request = TestRequest(TestRequest.redirectPath)
        request.body = Array(try Data(contentsOf: fixture))
        request.host = "contoso.communications.azure.com"
        let text = String(decoding: request.body, as: UTF8.self)
        let context = try #require(text.split(separator: "\"").first { $0.hasPrefix("H4sI") })

        let server = try await TestServer()
        try await server.send(request).expectError(400, "8523", target: "incomingCallContext")
        let call = try await server.simulate(context: String(context))
        let answer = try await server.send(request)
        #expect(answer.status == 204)
        #expect(answer.header("X-Microsoft-Skype-Chain-ID") == call.id)
        #expect(try await server.send(request).status == 204)
    }
}
