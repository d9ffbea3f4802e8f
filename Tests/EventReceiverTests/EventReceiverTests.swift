import AsyncHTTPClient
import EventModel
import EventReceiver
import NIOCore
import NIOHTTP1
import Testing

@Suite("A webhook on a socket", .timeLimit(.minutes(1)))
struct EventReceiverTests {
    /// A receiver that gives back what it got.
    private func echo(_ test: (EventReceiver) async throws -> Void) async throws {
        let receiver = try await EventReceiver { request in
            let test = request.headers.first { $0.name.lowercased() == "x-test" }?.value
            return WebhookAnswer(
                status: 202, headers: ["X-Echo": test ?? "none"],
                body: Array("\(request.method) \(request.path) ".utf8) + request.body)
        }
        do {
            try await test(receiver)
        } catch {
            await receiver.stop()
            throw error
        }
        await receiver.stop()
    }

    private func post(_ url: String, _ body: ByteBuffer) async throws -> (status: Int, echo: String?, body: String) {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "x-test", value: "value")
        request.body = .bytes(body)
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let answer = try await response.body.collect(upTo: 1 << 21)
        return (Int(response.status.code), response.headers.first(name: "X-Echo"), String(buffer: answer))
    }

    @Test("A request reaches the closure as it came, and its answer goes back")
    func answers() async throws {
        try await self.echo { receiver in
            let answer = try await self.post(receiver.endpoint + "?a=b", ByteBuffer(string: "hello"))
            #expect(answer.status == 202 && answer.echo == "value")
            #expect(answer.body == "POST /api/events?a=b hello")
        }
    }

    @Test("Another path gets a 404 that names the right one")
    func otherPath() async throws {
        try await self.echo { receiver in
            let url = receiver.endpoint.replacing("/api/events", with: "/events")
            let answer = try await self.post(url, ByteBuffer())
            #expect(answer.status == 404 && answer.body.contains("/api/events"))
        }
    }

    @Test("A body at the limit is taken, a longer one gets a 413")
    func limit() async throws {
        try await self.echo { receiver in
            let most = try await self.post(receiver.endpoint, ByteBuffer(repeating: 65, count: EventReceiver.bodyLimit))
            #expect(most.status == 202)
            let more = try await self.post(
                receiver.endpoint, ByteBuffer(repeating: 65, count: EventReceiver.bodyLimit + 1))
            #expect(more.status == 413)
        }
    }

    @Test("A port that is taken is an error, not a receiver")
    func taken() async throws {
        try await self.echo { receiver in
            let port = Int(receiver.endpoint.drop { !$0.isNumber }.split(separator: ":")[1].prefix { $0.isNumber })
            let taken = try #require(port)
            await #expect(throws: IOError.self) {
                _ = try await EventReceiver(port: taken) { _ in WebhookAnswer(status: 200) }
            }
        }
    }
}
