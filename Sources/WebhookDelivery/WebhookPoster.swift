import AsyncHTTPClient
package import CallRouting
package import EventDelivery
import Foundation
package import NIOCore
import NIOHTTP1
import NIOPosix

/// Posts events over HTTP and HTTPS.
///
/// Redirects are not followed: a 3xx is a failure like any other. An attempt takes at most 10 s.
package struct WebhookPoster: EventPoster {
    /// How long one attempt may take, connecting included.
    package static let attemptTimeout: TimeAmount = .seconds(10)
    /// How much of an answer is read; its content does not matter.
    private static let answerLimit = 64 * 1024

    private let client: HTTPClient
    private let now: @Sendable () -> Timestamp

    /// - Parameter now: wall-clock time, for the attempt log.
    package init(group: any EventLoopGroup, now: @escaping @Sendable () -> Timestamp) {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: HTTPClient.Configuration.Timeout(connect: .seconds(5), read: Self.attemptTimeout))
        configuration.httpVersion = .http1Only
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 32
        configuration.connectionPool.retryConnectionEstablishment = false
        self.client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
        self.now = now
    }

    /// Ends the connections. Call it once, after the last attempt.
    package func shutdown() async throws {
        try await self.client.shutdown()
    }

    package func post(_ delivery: EventPost) async -> EventRecord.Attempt {
        let start = ContinuousClock.now
        let at = self.now()
        do {
            let status = try await self.send(delivery)
            return EventRecord.Attempt(
                at: at, status: status, duration: start.duration(to: .now),
                error: (200...204).contains(status) ? nil : "the answer \(status) does not count as delivered")
        } catch {
            return EventRecord.Attempt(
                at: at, status: nil, duration: start.duration(to: .now), error: Self.reason(error))
        }
    }

    private func send(_ delivery: EventPost) async throws -> Int {
        var request = HTTPClientRequest(url: delivery.endpoint)
        request.method = .POST
        for header in delivery.headers {
            request.headers.add(name: header.name, value: header.value)
        }
        request.body = .bytes(ByteBuffer(bytes: delivery.body))
        let response = try await self.client.execute(request, timeout: Self.attemptTimeout)
        let status = Int(response.status.code)
        // Reading the answer lets the connection be used again; an answer that does not end is not worth that.
        _ = try? await response.body.collect(upTo: Self.answerLimit)
        return status
    }

    /// What went wrong, for people: the kind of failure, without the URL, which may hold secrets.
    private static func reason(_ error: any Error) -> String {
        switch error {
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
