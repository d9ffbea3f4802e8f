import AsyncHTTPClient
import CallAutomationModel
package import CallRouting
package import EventDelivery
import Foundation
package import NIOCore
import NIOHTTP1
import NIOPosix

/// Sends requests to webhooks over HTTP and HTTPS.
///
/// Redirects are not followed: a 3xx is a failure like any other. A request takes at most 10 s.
package struct WebhookPoster: EventPoster {
    /// How long one request may take, connecting included.
    package static let attemptTimeout: TimeAmount = .seconds(10)
    /// Lanes bound how many requests run at once; several may lead to one host.
    private static let connectionsPerHost = 1_024

    private let client: HTTPClient
    /// Connects only where endpoints made through the API may lie.
    private let guardedClient: HTTPClient
    private let now: @Sendable () -> Timestamp

    /// - Parameters:
    ///   - names: hosts whose connections lead to another host, whatever the resolver says of them.
    ///   - now: wall-clock time, for the attempt log.
    package init(
        group: any EventLoopGroup, policy: AddressPolicy, names: [String: String] = [:],
        now: @escaping @Sendable () -> Timestamp
    ) {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: HTTPClient.Configuration.Timeout(connect: .seconds(5), read: Self.attemptTimeout))
        configuration.httpVersion = .http1Only
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = Self.connectionsPerHost
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.dnsOverride = names
        self.client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
        configuration.http1_1ConnectionDebugInitializer = { Self.check($0, policy) }
        self.guardedClient = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
        self.now = now
    }

    /// Ends the connections. Call it once, after the last attempt.
    package func shutdown() async throws {
        try await self.client.shutdown()
        try await self.guardedClient.shutdown()
    }

    package func post(_ delivery: EventPost, then: @escaping @Sendable (EventAnswer) -> Void) {
        let start = ContinuousClock.now
        let at = self.now()
        let reader = AnswerReader()
        let finish = { @Sendable (result: Result<Void, any Error>) in
            let duration = start.duration(to: .now)
            if let answer = reader.answerSoFar {
                then(EventAnswer(answer, at: at, duration: duration))
            } else {
                let error = result.failure ?? HTTPClientError.remoteConnectionClosed
                then(
                    EventAnswer(
                        EventRecord.Attempt(at: at, status: nil, duration: duration, error: Self.reason(error))))
            }
        }
        do {
            let client = delivery.isGuarded ? self.guardedClient : self.client
            client.execute(
                request: try HTTPClient.Request(delivery), delegate: reader, deadline: .now() + Self.attemptTimeout
            ).futureResult.whenComplete(finish)
        } catch {
            finish(.failure(error))
        }
    }

    /// Looks where a connection leads before anything is asked on it: names may resolve to one address now and to another
    /// one later.
    private static func check(_ channel: any Channel, _ policy: AddressPolicy) -> EventLoopFuture<Void> {
        let refusal = channel.remoteAddress?.bytes.map { policy.refusal(of: $0) } ?? "its address is not known"
        guard let refusal else { return channel.eventLoop.makeSucceededVoidFuture() }
        return channel.close().flatMapThrowing { throw AddressRefused(reason: refusal) }
    }

    /// What went wrong, for people: the kind of failure, without the URL, which may hold secrets.
    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as AddressRefused: error.description
        case let error as IOError: String(cString: strerror(error.errnoCode))
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { self.reason($0.error) } ?? "no connection"
        case let error as HTTPClientError where error == .connectTimeout: "no connection within 5 s"
        case let error as HTTPClientError where error == .deadlineExceeded || error == .readTimeout:
            "no answer within 10 s"
        default: "\(error)".replacing("HTTPClientError.", with: "")
        }
    }
}

extension HTTPClient.Request {
    fileprivate init(_ delivery: EventPost) throws {
        try self.init(url: delivery.endpoint, method: HTTPMethod(rawValue: delivery.method.rawValue))
        for header in delivery.headers {
            self.headers.add(name: header.name, value: header.value)
        }
        if delivery.method == .post { self.body = .byteBuffer(ByteBuffer(bytes: delivery.body)) }
    }
}

extension EventAnswer {
    fileprivate init(_ answer: AnswerReader.Answer, at time: Timestamp, duration: Duration) {
        let status = Int(answer.head.status.code)
        self.init(
            EventRecord.Attempt(
                at: time, status: status, duration: duration,
                error: (200...204).contains(status) ? nil : "the answer \(status) does not count as delivered",
                answer: answer.body.isEmpty
                    ? nil : String(decoding: answer.body.prefix(EventRecord.Attempt.answerLimit), as: UTF8.self)))
        self.retryAfter = RetryAfter.wait(
            headers: { answer.head.headers.first(name: $0) }, now: time.milliseconds / 1000)
        self.allowedOrigins = answer.head.headers["WebHook-Allowed-Origin"]
        self.body = answer.body
    }
}

extension Result {
    fileprivate var failure: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }
}

/// An endpoint leads where none made through the API may lie.
struct AddressRefused: Error, CustomStringConvertible {
    let reason: String

    var description: String { "not allowed to connect there: \(self.reason)" }
}
