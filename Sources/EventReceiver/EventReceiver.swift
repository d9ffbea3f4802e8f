package import EventModel
import HTTPServing
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix

/// A webhook: an HTTP server with one path that hands each request to a closure and sends back what that answers.
package struct EventReceiver: Sendable {
    /// How long a body may be, in bytes; a longer one gets a 413.
    package static let bodyLimit = IncomingCallWebhook.bodyLimit

    /// Where events are to be sent.
    package let endpoint: String
    private let server: Server<HTTPChildChannel>
    private let task: Task<Void, any Error>

    /// Listens.
    ///
    /// - Parameters:
    ///   - port: 0 for any free one.
    ///   - path: begins with a slash. Other paths get a 404 that names it. Nil takes every path.
    ///   - respond: answers a request to the path, whatever its method.
    /// - Throws: what the system says when the address cannot be had.
    package init(
        host: String = "127.0.0.1", port: Int = 0, path: String? = "/api/events",
        respond: @escaping @Sendable (WebhookRequest) async -> WebhookAnswer
    ) async throws {
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        let logger = Logger(label: "receiver", factory: { _ in SwiftLogNoOpLogHandler() })
        var limits = HTTPLimits()
        limits.body = Self.bodyLimit
        limits.drainedBody = 2 * Self.bodyLimit
        // Whoever keeps a connection open does not keep the receiver open.
        limits.drainTime = .seconds(2)
        let server = Server(
            childChannelSetup: try HTTPChildChannel(WebhookResponder(path, respond), limits: limits, tls: nil),
            configuration: ServerConfiguration(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connections, logger: logger)),
            onServerRunning: { bound.yield($0.localAddress?.port ?? 0) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
        self.server = server
        self.task = Task {
            defer { bound.finish() }
            try await server.run()
        }
        guard let port = await ports.first(where: { _ in true }) else {
            try await self.task.value
            throw CancellationError()
        }
        self.endpoint = "http://\(host.contains(":") ? "[\(host)]" : host):\(port)\(path ?? "")"
    }

    /// Finishes what is being answered, and stops.
    package func stop() async {
        try? await self.server.shutdownGracefully()
        _ = await self.task.result
    }
}
