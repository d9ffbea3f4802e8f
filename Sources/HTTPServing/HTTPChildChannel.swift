import HummingbirdCore
package import Logging
package import NIOCore
import NIOHTTP1
import NIOHTTP2
package import NIOSSL

/// Sets up accepted connections: plain HTTP/1.1, or TLS with HTTP/2 and HTTP/1.1 by ALPN.
package struct HTTPChildChannel: ServerChildChannel {
    package struct Connection: ServerChildChannelValue {
        package let channel: any Channel
    }

    private let responder: any HTTPResponding
    private let limits: HTTPLimits
    private let tls: NIOSSLContext?

    /// - Parameter tls: nil for plain HTTP.
    package init(_ responder: any HTTPResponding, limits: HTTPLimits, tls: TLSConfiguration?) throws {
        self.responder = responder
        self.limits = limits
        self.tls = try tls.map { tls in
            var tls = tls
            tls.applicationProtocols = NIOHTTP2SupportedALPNProtocols
            return try NIOSSLContext(configuration: tls)
        }
    }

    package func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Connection> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(DrainTimeHandler(self.limits.drainTime))
            if let tls = self.tls {
                try self.addTLS(tls, to: channel)
            } else {
                try self.addHTTP1(to: channel)
            }
            return Connection(channel: channel)
        }
    }

    /// The connection lives on its event loop; here the server's end waits for its end.
    package func handle(value: Connection, logger: Logger) async {
        try? await value.channel.closeFuture.get()
    }

    /// What speaks depends on what the handshake brings, which must come in its time.
    private func addTLS(_ context: NIOSSLContext, to channel: any Channel) throws {
        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
        let handshake = channel.eventLoop.scheduleTask(in: self.limits.headTime) { channel.close(promise: nil) }
        channel.closeFuture.whenComplete { _ in handshake.cancel() }
        _ = channel.configureHTTP2SecureUpgrade(
            h2ChannelConfigurator: { channel in
                handshake.cancel()
                return channel.eventLoop.makeCompletedFuture { try self.addHTTP2(to: channel) }
            },
            http1ChannelConfigurator: { channel in
                handshake.cancel()
                return channel.eventLoop.makeCompletedFuture { try self.addHTTP1(to: channel) }
            })
    }

    private func addHTTP1(to channel: any Channel) throws {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = self.limits.headField
        limits.maxHeaderListSize = self.limits.head
        limits.maxHeaderFieldCount = self.limits.headFields
        try channel.pipeline.syncOperations.addHandler(
            ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: limits)))
        try channel.pipeline.syncOperations.addHandler(self.handler(.http1, channel))
    }

    private func addHTTP2(to channel: any Channel) throws {
        let management = NIOHTTP2ServerConnectionManagementHandler(
            eventLoop: channel.eventLoop,
            configuration: .init(
                maxIdleTime: self.limits.idleTime, maxAge: nil, maxGraceTime: nil, keepalive: nil))
        var connection = NIOHTTP2Handler.ConnectionConfiguration()
        connection.initialSettings = [
            HTTP2Setting(parameter: .maxConcurrentStreams, value: self.limits.streams),
            // More than is taken, so that a list that is a little too long is a request, and is answered.
            HTTP2Setting(parameter: .maxHeaderListSize, value: 2 * self.limits.head),
        ]
        _ = try channel.pipeline.syncOperations.configureHTTP2Pipeline(
            mode: .server, connectionConfiguration: connection,
            streamConfiguration: NIOHTTP2Handler.StreamConfiguration(),
            streamDelegate: management.http2StreamDelegate
        ) { stream in
            stream.eventLoop.makeCompletedFuture {
                try stream.pipeline.syncOperations.addHandler(AuthorityHandler())
                try stream.pipeline.syncOperations.addHandler(HTTP2FramePayloadToHTTP1ServerCodec())
                try stream.pipeline.syncOperations.addHandler(self.handler(.http2, stream))
            }
        }
        try channel.pipeline.syncOperations.addHandlers(
            GoAwayTimeHandler(self.limits.answerTime, afterErrors: self.limits.lingerTime), management)
    }

    private func handler(_ wire: HTTPWire, _ channel: any Channel) -> ServerConnectionHandler {
        ServerConnectionHandler(self.responder, wire: wire, limits: self.limits, on: channel.eventLoop)
    }
}
