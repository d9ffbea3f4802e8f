import CallRouting
import EventDelivery
import NIOPosix
import Testing
import WebhookDelivery

@Suite("Answers of webhooks", .timeLimit(.minutes(1)))
struct LongAnswerTests {
    @Test("An answer that goes on beyond 64 KiB counts with its status, and its connection is ended")
    func goesOn() async throws {
        let endpoint = try await CountingEndpoint.start(
            answering: "HTTP/1.1 202 Accepted\r\nContent-Length: 1000000\r\n\r\n"
                + String(repeating: "a", count: 70_000))
        let poster = WebhookPoster(
            group: MultiThreadedEventLoopGroup.singleton,
            policy: AddressPolicy(allowsLoopback: true, allowsPrivate: false), now: { Timestamp(milliseconds: 0) })
        let post = EventPost(
            endpoint: "http://127.0.0.1:\(endpoint.port)/events", headers: [], body: Array("[]".utf8), isGuarded: true)
        let answer = await withCheckedContinuation { continuation in
            poster.post(post) { continuation.resume(returning: $0) }
        }
        #expect(answer.attempt.status == 202)
        #expect(await endpoint.count(whenClosed: 1).connections == 1)
        try await poster.shutdown()
        try await endpoint.end()
    }
}
