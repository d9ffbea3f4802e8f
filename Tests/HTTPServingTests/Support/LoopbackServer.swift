import HTTPServing
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix

/// A server on a free port of loopback, for as long as a test needs it.
enum LoopbackServer {
    static func run(
        _ limits: HTTPLimits = HTTPLimits(), responder: any HTTPResponding = EchoResponder(),
        _ body: @escaping @Sendable (_ port: Int) async throws -> Void
    ) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        let server = Server(
            childChannelSetup: try HTTPChildChannel(responder, limits: limits, tls: nil),
            configuration: ServerConfiguration(
                address: .hostname("127.0.0.1", port: 0),
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connections, logger: logger)),
            onServerRunning: { channel in found.yield(channel.localAddress?.port ?? 0) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            for await port in ports {
                try await body(port)
                break
            }
            try await server.shutdownGracefully()
            try await group.waitForAll()
        }
    }
}
