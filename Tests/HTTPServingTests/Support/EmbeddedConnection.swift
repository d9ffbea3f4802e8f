import DevelopmentCertificates
import Foundation
import HTTPServing
import Logging
import NIOCore
import NIOEmbedded
import NIOSSL

/// A TLS connection of the server without sockets, and a clock that moves when it is told to. For one thread.
final class EmbeddedConnection {
    private let loop = EmbeddedEventLoop()
    private let server: EmbeddedChannel
    private let client: EmbeddedChannel
    private var unread = ByteBuffer()

    /// Connects.
    ///
    /// - Parameter offering: what the client would speak; it begins the handshake at once.
    init(_ limits: HTTPLimits, offering protocols: [String] = ["h2"]) throws {
        self.server = EmbeddedChannel(loop: self.loop)
        self.client = EmbeddedChannel(loop: self.loop)
        let address = try SocketAddress(ipAddress: "127.0.0.1", port: 7443)
        let setup = try HTTPChildChannel(EchoResponder(), limits: limits, tls: Self.serverTLS.get())
            .setup(channel: self.server, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        self.loop.run()
        try setup.map { _ in }.wait()
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.certificateVerification = .none
        tls.applicationProtocols = protocols
        try self.client.pipeline.syncOperations.addHandler(
            NIOSSLClientHandler(context: NIOSSLContext(configuration: tls), serverHostname: nil))
        self.server.connect(to: address, promise: nil)
        self.client.connect(to: address, promise: nil)
    }

    /// Whether the server has not closed it.
    var isOpen: Bool { self.server.isActive }

    /// Lets time pass and nothing else.
    func pass(_ time: TimeAmount) {
        self.loop.advanceTime(by: time)
    }

    /// Lets time pass, and carries what comes of it.
    func wait(_ time: TimeAmount) throws {
        self.pass(time)
        try self.carry()
    }

    /// Carries bytes to and fro until nobody has any.
    func carry() throws {
        var isMoving = true
        while isMoving {
            isMoving = false
            while let bytes = try self.client.readOutbound(as: ByteBuffer.self) {
                isMoving = true
                // An error that reaches the end of the pipeline is thrown here; a socket's channel drops it.
                if self.isOpen { _ = try? self.server.writeInbound(bytes) }
            }
            while let bytes = try self.server.readOutbound(as: ByteBuffer.self) {
                isMoving = true
                try self.client.writeInbound(bytes)
            }
            while var bytes = try self.client.readInbound(as: ByteBuffer.self) {
                self.unread.writeBuffer(&bytes)
            }
            self.loop.run()
        }
    }

    /// Carries only the first bytes of the client to the server: half a handshake.
    func carryHalf() throws {
        guard let bytes = try self.client.readOutbound(as: ByteBuffer.self) else { return }
        try self.server.writeInbound(bytes.getSlice(at: bytes.readerIndex, length: bytes.readableBytes / 2))
    }

    func send(_ text: String) throws {
        self.client.writeAndFlush(ByteBuffer(string: text), promise: nil)
        try self.carry()
    }

    func send(_ frames: HTTP2Frame...) throws {
        self.client.writeAndFlush(ByteBuffer(bytes: frames.flatMap(\.bytes)), promise: nil)
        try self.carry()
    }

    /// The server stops.
    func quiesce() {
        self.server.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    }

    /// The text that the server sent since the last look.
    func text() -> String {
        defer { self.unread.clear() }
        return String(buffer: self.unread)
    }

    /// The frames that it sent since the last look.
    func frames() -> [HTTP2Frame] {
        var frames: [HTTP2Frame] = []
        while let frame = HTTP2Frame(readingFrom: &self.unread) { frames.append(frame) }
        return frames
    }

    /// Lets go of both ends. TLS would say goodbye first, and wait for it.
    func end() {
        self.client.close(promise: nil)
        self.server.close(promise: nil)
        self.pass(.hours(1))
    }

    private static let serverTLS = Result {
        var generator = SystemRandomNumberGenerator()
        let now = Date()
        let identity = try DevelopmentAuthority.make(now: now, serialNumbers: &generator)
            .issueServerIdentity(now: now, serialNumbers: &generator)
        return TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(identity.certificatePEM.utf8))
                .map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(identity.privateKeyPEM.utf8), format: .pem)))
    }
}
