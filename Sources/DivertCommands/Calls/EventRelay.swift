import AsyncHTTPClient
import EventModel
import EventReceiver
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Passes requests on to another application, as `divert listen --forward-to` does.
struct EventRelay: Sendable {
    /// What came of one request.
    struct Result: Sendable {
        /// The application's answer, or a 502 of our own.
        let answer: WebhookAnswer
        let duration: Duration
        /// Why there is no answer; nil when there is one.
        let failure: String?
    }

    /// How long the application may take: as long as Event Grid waits.
    private static let patience: TimeAmount = .seconds(30)
    private static let answerLimit = 1 << 20
    /// What belongs to one hop (RFC 9110 §7.6.1), and what the client writes itself.
    private static let ownHeaders: Set<String> = [
        "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "host",
        "content-length", "expect",
    ]

    let url: String
    private let client: HTTPClient

    init(url: String) {
        self.url = url
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: HTTPClient.Configuration.Timeout(connect: .seconds(5), read: Self.patience))
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        self.client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    static func isAddress(_ text: String) -> Bool {
        guard let url = URL(string: text), let scheme = url.scheme?.lowercased() else { return false }
        return ["http", "https"].contains(scheme) && !(url.host ?? "").isEmpty
    }

    func shutdown() async {
        try? await self.client.shutdown()
    }

    func pass(on request: WebhookRequest) async -> Result {
        let start = ContinuousClock.now
        do {
            let answer = try await self.send(request)
            return Result(answer: answer, duration: start.duration(to: .now), failure: nil)
        } catch {
            let reason = Self.reason(error)
            return Result(
                answer: WebhookAnswer(status: 502, body: Array("The application did not answer: \(reason).\n".utf8)),
                duration: start.duration(to: .now), failure: reason)
        }
    }

    private func send(_ request: WebhookRequest) async throws -> WebhookAnswer {
        var relayed = HTTPClientRequest(url: self.target(of: request))
        relayed.method = HTTPMethod(rawValue: request.method)
        for (name, value) in request.headers where !Self.ownHeaders.contains(name.lowercased()) {
            relayed.headers.add(name: name, value: value)
        }
        relayed.body = .bytes(ByteBuffer(bytes: request.body))
        let response = try await self.client.execute(relayed, timeout: Self.patience)
        let body = try await response.body.collect(upTo: Self.answerLimit)
        let headers = response.headers.filter { !Self.ownHeaders.contains($0.name.lowercased()) }
        return WebhookAnswer(
            status: Int(response.status.code),
            headers: Dictionary(headers.map { ($0.name, $0.value) }) { "\($0), \($1)" },
            body: Array(body.readableBytesView))
    }

    /// The query goes along, unless the URL has one of its own.
    private func target(of request: WebhookRequest) -> String {
        guard let query = request.path.firstIndex(of: "?"), !self.url.contains("?") else { return self.url }
        return self.url + request.path[query...]
    }

    /// What went wrong, for people.
    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as IOError: String(cString: strerror(error.errnoCode))
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { self.reason($0.error) } ?? "no connection"
        case let error as HTTPClientError where error == .connectTimeout: "no connection within 5 s"
        case let error as HTTPClientError where error == .deadlineExceeded || error == .readTimeout:
            "no answer within 30 s"
        default: "\(error)".replacing("HTTPClientError.", with: "")
        }
    }
}
