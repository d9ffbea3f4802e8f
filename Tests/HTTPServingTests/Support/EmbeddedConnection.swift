import DevelopmentCertificates
import Foundation
import HTTPServing
import Logging
import NIOCore
import NIOEmbedded
import NIOSSL

/// A TLS connection of the server without sockets, and a clock that moves when it is told to. For one task.
final class EmbeddedConnection {
    private let loop = NIOAsyncTestingEventLoop()
    private let server: NIOAsyncTestingChannel
    private let client: NIOAsyncTestingChannel
    private var unread = ByteBuffer()

    /// Connects.
    ///
    /// - Parameter offering: what the client would speak; it begins the handshake at once.
    init(_ limits: HTTPLimits, offering protocols: [String] = ["h2"]) async throws {
        let server = NIOAsyncTestingChannel(loop: self.loop)
        let client = NIOAsyncTestingChannel(loop: self.loop)
        self.server = server
        self.client = client
        let address = try SocketAddress(ipAddress: "127.0.0.1", port: 7443)
        let child = try HTTPChildChannel(EchoResponder(), limits: limits, tls: Self.serverTLS.get())
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.certificateVerification = .none
        tls.applicationProtocols = protocols
        let context = try NIOSSLContext(configuration: tls)
        try await self.loop.executeInContext {
            _ = child.setup(channel: server, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            try client.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: context, serverHostname: nil))
            server.connect(to: address, promise: nil)
            client.connect(to: address, promise: nil)
        }
        await self.loop.run()
    }

    /// Whether the server has not closed it.
    var isOpen: Bool { self.server.isActive }

    /// Lets time pass and nothing else.
    nonisolated(nonsending) func pass(_ time: TimeAmount) async {
        await self.loop.advanceTime(by: time)
    }

    /// Lets time pass, and carries what comes of it.
    nonisolated(nonsending) func wait(_ time: TimeAmount) async throws {
        await self.pass(time)
        try await self.carry()
    }

    /// Carries bytes to and fro until nobody has any.
    nonisolated(nonsending) func carry() async throws {
        var isMoving = true
        while isMoving {
            isMoving = false
            while let bytes = try await self.client.readOutbound(as: ByteBuffer.self) {
                isMoving = true
                // An error that reaches the end of the pipeline is thrown here; a socket's channel drops it.
                if self.isOpen { _ = try? await self.server.writeInbound(bytes) }
            }
            // Answers are found on the loop, a turn after their requests.
            await self.loop.run()
            while let bytes = try await self.server.readOutbound(as: ByteBuffer.self) {
                isMoving = true
                try await self.client.writeInbound(bytes)
            }
            while var bytes = try await self.client.readInbound(as: ByteBuffer.self) {
                self.unread.writeBuffer(&bytes)
            }
            await self.loop.run()
        }
    }

    /// Carries only the first bytes of the client to the server: half a handshake.
    nonisolated(nonsending) func carryHalf() async throws {
        guard let bytes = try await self.client.readOutbound(as: ByteBuffer.self) else { return }
        guard let half = bytes.getSlice(at: bytes.readerIndex, length: bytes.readableBytes / 2) else { return }
        try await self.server.writeInbound(half)
    }

    nonisolated(nonsending) func send(_ text: String) async throws {
        try await self.send(ByteBuffer(string: text))
    }

    nonisolated(nonsending) func send(_ frames: HTTP2Frame...) async throws {
        try await self.send(ByteBuffer(bytes: frames.flatMap(\.bytes)))
    }

    private nonisolated(nonsending) func send(_ bytes: ByteBuffer) async throws {
        self.client.writeAndFlush(bytes, promise: nil)
        await self.loop.run()
        try await self.carry()
    }

    /// The server stops.
    nonisolated(nonsending) func quiesce() async {
        self.server.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        await self.loop.run()
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
    nonisolated(nonsending) func end() async {
        self.client.close(promise: nil)
        self.server.close(promise: nil)
        await self.pass(.hours(1))
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
