import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOSSL

/// Sends one attempt.
struct HTTPTransport: Sendable {
    /// Of all clients that bring none of their own: its connections serve the whole process, as those of
    /// `HTTPClient.shared` do, which follows redirects and is no choice therefore.
    private static let shared: HTTPClient = {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.idleTimeout = .seconds(30)
        // The client's own retries tell the user how often; the pool's would go on in silence.
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()
    /// How much of an answer is read, in bytes.
    private static let answerLimit = 64 * 1024

    private let client: HTTPClient
    private let tls: TLSConfiguration?

    init(client: HTTPClient?, tls: TLSConfiguration?) {
        self.client = client ?? Self.shared
        self.tls = tls
    }

    /// Sends a request and reads the answer, both within `limit`; throws ``TimedOut`` after that.
    func send(
        _ request: OperationRequest, _ authorization: [(name: String, value: String)], limit: Duration
    ) async throws -> ServiceAnswer {
        try await withThrowingTaskGroup(of: ServiceAnswer.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await self.exchange(request, authorization, limit: limit) }
            group.addTask {
                try await ContinuousClock().sleep(for: limit)
                throw TimedOut()
            }
            guard let answer = try await group.next() else { throw TimedOut() }
            return answer
        }
    }

    struct TimedOut: Error {}
    struct FollowedRedirect: Error {}

    private func exchange(
        _ request: OperationRequest, _ authorization: [(name: String, value: String)], limit: Duration
    ) async throws -> ServiceAnswer {
        var message = HTTPClientRequest(url: request.url)
        message.method = .POST
        for (name, value) in request.headers + authorization { message.headers.add(name: name, value: value) }
        message.body = .bytes(ByteBuffer(bytes: request.body))
        message.tlsConfiguration = self.tls
        let response = try await self.client.execute(message, timeout: TimeAmount(limit))
        guard response.history.count < 2 else { throw FollowedRedirect() }
        // The head is the answer; a body that breaks off or is too long costs the explanation only.
        let body = try? await response.body.collect(upTo: Self.answerLimit)
        return ServiceAnswer(
            status: Int(response.status.code),
            headers: Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }) { first, _ in first },
            body: body.map { Array($0.readableBytesView) } ?? [])
    }
}
