import NIOCore
import NIOPosix
import SIPCore

/// A peer's UDP socket.
struct DatagramPeer: Sendable {
    struct Received: Sendable {
        let text: String
        let from: HostPort

        var status: Int { Int(self.text.dropFirst("SIP/2.0 ".count).prefix(3)) ?? 0 }
    }

    let port: Int
    private let channel: any Channel
    private let received: AsyncStream<Received>

    static func open(on group: any EventLoopGroup, host: String = "127.0.0.1") async throws -> DatagramPeer {
        let (received, continuation) = AsyncStream<Received>.makeStream()
        let channel = try await DatagramBootstrap(group: group)
            .channelInitializer { $0.pipeline.addHandler(Reader(continuation: continuation)) }
            .bind(host: host, port: 0).get()
        return DatagramPeer(port: channel.localAddress?.port ?? 0, channel: channel, received: received)
    }

    func send(_ text: String, to address: HostPort) async throws {
        let remote = try SocketAddress(ipAddress: address.host, port: address.port)
        try await self.channel.writeAndFlush(
            AddressedEnvelope(remoteAddress: remote, data: ByteBuffer(string: text)))
    }

    /// The next datagram.
    func next() async throws -> Received {
        for await datagram in self.received { return datagram }
        throw NothingCame()
    }

    private final class Reader: ChannelInboundHandler, Sendable {
        typealias InboundIn = AddressedEnvelope<ByteBuffer>

        private let continuation: AsyncStream<Received>.Continuation

        init(continuation: AsyncStream<Received>.Continuation) {
            self.continuation = continuation
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let envelope = self.unwrapInboundIn(data)
            self.continuation.yield(
                Received(
                    text: String(buffer: envelope.data),
                    from: HostPort(
                        host: envelope.remoteAddress.ipAddress ?? "", port: envelope.remoteAddress.port ?? 0)))
        }
    }
}

/// A peer's end of a stream connection, whoever opened it.
struct StreamPeer: Sendable {
    private let channel: any Channel
    private let received: AsyncStream<String>

    /// Connects to a server.
    static func connect(to address: HostPort, on group: any EventLoopGroup) async throws -> StreamPeer {
        let (received, continuation) = AsyncStream<String>.makeStream()
        let channel = try await ClientBootstrap(group: group)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelInitializer { $0.pipeline.addHandler(Reader(continuation: continuation)) }
            .connect(host: address.host, port: address.port).get()
        return StreamPeer(channel: channel, received: received)
    }

    func send(_ text: String) async throws {
        try await self.channel.writeAndFlush(ByteBuffer(string: text))
    }

    /// Everything up to and including the next text that ends with `end`.
    func next(endingWith end: String = "\r\n\r\n", count: Int = 1) async throws -> String {
        var text = ""
        for await part in self.received {
            text += part
            if text.hasSuffix(end), text.components(of: end) >= count { return text }
        }
        throw NothingCame()
    }

    /// Everything until the other side closes.
    func rest() async -> String {
        var text = ""
        for await part in self.received { text += part }
        return text
    }

    /// Says that nothing more will be sent, and waits until the other side has closed.
    func closeAndWait() async throws {
        try await self.channel.close(mode: .output)
        _ = await self.rest()
        try? await self.channel.close()
    }

    func close() async {
        try? await self.channel.close()
    }

    fileprivate init(channel: any Channel, received: AsyncStream<String>) {
        self.channel = channel
        self.received = received
    }

    fileprivate final class Reader: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer

        private let continuation: AsyncStream<String>.Continuation

        init(continuation: AsyncStream<String>.Continuation) {
            self.continuation = continuation
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            self.continuation.yield(String(buffer: self.unwrapInboundIn(data)))
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case .some(.inputClosed) = event as? ChannelEvent { self.continuation.finish() }
        }

        func channelInactive(context: ChannelHandlerContext) {
            self.continuation.finish()
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }
}

/// A peer's listening stream socket: where responses go whose connection is gone.
struct StreamListener: Sendable {
    let port: Int
    private let channel: any Channel
    private let accepted: AsyncStream<StreamPeer>

    static func open(on group: any EventLoopGroup) async throws -> StreamListener {
        let (accepted, continuation) = AsyncStream<StreamPeer>.makeStream()
        let channel = try await ServerBootstrap(group: group)
            .childChannelInitializer { channel in
                let (received, parts) = AsyncStream<String>.makeStream()
                continuation.yield(StreamPeer(channel: channel, received: received))
                return channel.pipeline.addHandler(StreamPeer.Reader(continuation: parts))
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return StreamListener(port: channel.localAddress?.port ?? 0, channel: channel, accepted: accepted)
    }

    func nextConnection() async throws -> StreamPeer {
        for await connection in self.accepted { return connection }
        throw NothingCame()
    }

    func close() async throws {
        try await self.channel.close()
    }
}

extension String {
    /// How often a part occurs.
    fileprivate func components(of part: String) -> Int {
        self.split(separator: part, omittingEmptySubsequences: false).count - 1
    }

    /// The statuses of the responses in it, in order.
    var statuses: [Int] {
        self.split(separator: "\r\n").filter { $0.hasPrefix("SIP/2.0 ") }
            .compactMap { Int($0.dropFirst("SIP/2.0 ".count).prefix(3)) }
    }
}
