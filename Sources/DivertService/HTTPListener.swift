import Foundation
import HTTPServing
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import ServiceLifecycle

/// One HTTP listener as a service.
struct HTTPListener: Service {
    private let server: Server<HTTPChildChannel>
    private let scheme: String
    private let host: String
    private let port: Int
    /// The flag that changes the port, for the error line.
    private let flag: String

    /// - Parameters:
    ///   - flag: the flag that changes the port.
    ///   - tls: nil for plain HTTP.
    ///   - onBound: gets `http://127.0.0.1:7080`, with the port that was bound.
    init(
        _ responder: any HTTPResponding, host: String, port: Int, flag: String, tls: TLSConfiguration?, logger: Logger,
        onBound: @escaping @Sendable (String) async -> Void
    ) throws {
        let scheme = tls == nil ? "http" : "https"
        let limits = HTTPLimits()
        self.scheme = scheme
        self.host = host
        self.port = port
        self.flag = flag
        self.server = Server(
            childChannelSetup: try HTTPChildChannel(responder, limits: limits, tls: tls),
            configuration: ServerConfiguration(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connections, logger: logger)),
            onServerRunning: { channel in
                let written = host.contains(":") ? "[\(host)]" : host
                await onBound("\(scheme)://\(written):\(channel.localAddress?.port ?? port)")
            },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
    }

    func run() async throws {
        do {
            try await self.server.run()
        } catch let error as IOError {
            throw StartError(
                .listen,
                error.errnoCode == EADDRINUSE
                    ? "\(self.scheme) port \(self.port) on \(self.host) is in use; choose another with \(self.flag)"
                    : "cannot listen for \(self.scheme) on \(self.host) port \(self.port): \(error)")
        }
    }
}
