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

    package nonisolated(nonsending) func post(_ delivery: EventPost) async -> EventAnswer {
        let start = ContinuousClock.now
        let at = self.now()
        let answer: AnswerReader.Answer
        do {
            answer = try await self.send(delivery)
        } catch {
            return EventAnswer(
                EventRecord.Attempt(
                    at: at, status: nil, duration: start.duration(to: .now), error: Self.reason(error)))
        }
        let status = Int(answer.head.status.code)
        var result = EventAnswer(
            EventRecord.Attempt(
                at: at, status: status, duration: start.duration(to: .now),
                error: (200...204).contains(status) ? nil : "the answer \(status) does not count as delivered",
                answer: answer.body.isEmpty
                    ? nil : String(decoding: answer.body.prefix(EventRecord.Attempt.answerLimit), as: UTF8.self)))
        result.retryAfter = RetryAfter.wait(
            headers: { answer.head.headers.first(name: $0) }, now: at.milliseconds / 1000)
        result.allowedOrigins = answer.head.headers["WebHook-Allowed-Origin"]
        result.body = answer.body
        return result
    }

    private nonisolated(nonsending) func send(_ delivery: EventPost) async throws -> AnswerReader.Answer {
        var request = try HTTPClient.Request(
            url: delivery.endpoint, method: HTTPMethod(rawValue: delivery.method.rawValue))
        for header in delivery.headers {
            request.headers.add(name: header.name, value: header.value)
        }
        if delivery.method == .post { request.body = .byteBuffer(ByteBuffer(bytes: delivery.body)) }
        let client = delivery.isGuarded ? self.guardedClient : self.client
        let reader = AnswerReader()
        do {
            try await client.execute(request: request, delegate: reader, deadline: .now() + Self.attemptTimeout).get()
        } catch {
            guard let answer = reader.answerSoFar else { throw error }
            return answer
        }
        guard let answer = reader.answerSoFar else { throw HTTPClientError.remoteConnectionClosed }
        return answer
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

/// An endpoint leads where none made through the API may lie.
struct AddressRefused: Error, CustomStringConvertible {
    let reason: String

    var description: String { "not allowed to connect there: \(self.reason)" }
}
