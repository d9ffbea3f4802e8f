import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle

/// One HTTP listener as a service.
struct HTTPListener<Responder: HTTPResponder>: Service
where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
    private let application: Application<Responder>
    private let scheme: String
    private let host: String
    private let port: Int
    /// The flag that changes the port, for the error line.
    private let flag: String

    /// - Parameters:
    ///   - tls: nil for plain HTTP.
    ///   - onBound: gets `http://127.0.0.1:7080`, with the port that was bound.
    init(
        _ responder: Responder, host: String, port: Int, tls: TLSConfiguration?, logger: Logger,
        onBound: @escaping @Sendable (String) async -> Void
    ) throws {
        let scheme = tls == nil ? "http" : "https"
        self.scheme = scheme
        self.host = host
        self.port = port
        self.flag = tls == nil ? "--http-port" : "--http-tls-port"
        // An idle connection is closed after two minutes, longer than SDKs keep theirs.
        let plain = HTTPServerBuilder.http1(configuration: .init(idleTimeout: .seconds(120)))
        self.application = Application(
            responder: responder, server: try tls.map { try .tls(plain, tlsConfiguration: $0) } ?? plain,
            configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { channel in
                let written = host.contains(":") ? "[\(host)]" : host
                await onBound("\(scheme)://\(written):\(channel.localAddress?.port ?? port)")
            },
            logger: logger)
    }

    func run() async throws {
        do {
            try await self.application.run()
        } catch let error as IOError {
            throw StartError(
                .listen,
                error.errnoCode == EADDRINUSE
                    ? "\(self.scheme) port \(self.port) on \(self.host) is in use; choose another with \(self.flag)"
                    : "cannot listen for \(self.scheme) on \(self.host) port \(self.port): \(error)")
        }
    }
}
