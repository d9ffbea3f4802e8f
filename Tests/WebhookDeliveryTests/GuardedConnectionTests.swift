import CallRouting
import EventDelivery
import NIOCore
import NIOPosix
import Testing
import WebhookDelivery

@Suite("Where deliveries may connect", .timeLimit(.minutes(1)))
struct GuardedConnectionTests {
    private static let publicPolicy = AddressPolicy(allowsLoopback: false, allowsPrivate: false)
    private static let name = "app.example"

    /// Posts to a name that leads to an endpoint on loopback when the connection is made.
    private func post(
        _ policy: AddressPolicy = publicPolicy, isGuarded: Bool = true, to endpoint: CountingEndpoint
    ) async throws -> EventRecord.Attempt {
        let poster = WebhookPoster(
            group: MultiThreadedEventLoopGroup.singleton, policy: policy, names: [Self.name: "127.0.0.1"],
            now: { Timestamp(milliseconds: 0) })
        let url = "http://\(Self.name):\(endpoint.port)/events"
        let post = EventPost(endpoint: url, headers: [], body: Array("[]".utf8), isGuarded: isGuarded)
        let answer = await withCheckedContinuation { continuation in
            poster.post(post) { continuation.resume(returning: $0) }
        }
        try await poster.shutdown()
        return answer.attempt
    }

    @Test("A name that was public when it was checked and is private when it is connected gets no byte of the request")
    func rebound() async throws {
        let endpoint = try await CountingEndpoint.start()
        let refusal = await EndpointHost.refusal(of: Self.name, Self.publicPolicy) { _ in
            try? SocketAddress(ipAddress: "203.0.114.7", port: 0)
        }
        #expect(refusal == nil)
        let attempt = try await self.post(to: endpoint)
        #expect(attempt.status == nil)
        #expect(attempt.error == "not allowed to connect there: it is an address of this machine")
        #expect(await endpoint.count(whenClosed: 1) == .init(connections: 1, bytes: 0, closed: 1))
        try await endpoint.end()
    }

    @Test("Where loopback is allowed, and to endpoints of the configuration, the same connection delivers")
    func allowed() async throws {
        let endpoint = try await CountingEndpoint.start()
        let policy = AddressPolicy(allowsLoopback: true, allowsPrivate: false)
        #expect(try await self.post(policy, to: endpoint).status == 200)
        #expect(try await self.post(isGuarded: false, to: endpoint).status == 200)
        let count = try await endpoint.count()
        #expect(count.connections == 2 && count.bytes > 0)
        try await endpoint.end()
    }

    @Test(
        "A name is refused by what it resolves to; one that resolves to nothing is not",
        arguments: [
            ("10.1.2.3", "it is a private or link-local address"), ("127.0.0.1", "it is an address of this machine"),
            ("fe80::1", "it is a private or link-local address"), ("203.0.114.7", nil), (nil, nil),
        ] as [(String?, String?)])
    func resolved(address: String?, refusal: String?) async {
        let found = await EndpointHost.refusal(of: Self.name, Self.publicPolicy) { _ in
            address.flatMap { try? SocketAddress(ipAddress: $0, port: 0) }
        }
        #expect(found == refusal)
    }
}
