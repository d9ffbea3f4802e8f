import NIOCore
import NIOPosix
import SIPMessage

/// A socket of the caller's, connected to one address: over UDP too, since only a connected socket is told that nobody
/// listens at the other end.
struct CallerConnection: Sendable {
    /// What comes over it; told on the event loop.
    enum Heard: Sendable {
        case message(SIPMessage)
        /// What was sent did not arrive, in the words of the system.
        case failed(String)
        case closed
    }

    private let channel: any Channel
    private let hear: @Sendable (Heard) -> Void

    /// How long a connection over TCP may take to come about.
    static let connectTimeout: TimeAmount = .seconds(5)

    /// Connects on the event loop.
    static func open(
        _ transport: CallTransport, to address: SocketAddress, on loop: any EventLoop,
        hear: @escaping @Sendable (Heard) -> Void
    ) -> EventLoopFuture<CallerConnection> {
        let channel =
            switch transport {
            case .udp:
                DatagramBootstrap(group: loop)
                    .channelInitializer { channel in
                        channel.eventLoop.makeCompletedFuture {
                            try channel.pipeline.syncOperations.addHandler(DatagramReader(hear))
                        }
                    }
                    .connect(to: address)
            case .tcp:
                ClientBootstrap(group: loop)
                    .connectTimeout(Self.connectTimeout)
                    .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                    .channelInitializer { channel in
                        channel.eventLoop.makeCompletedFuture {
                            try channel.pipeline.syncOperations.addHandler(StreamReader(hear))
                        }
                    }
                    .connect(to: address)
            }
        return channel.map { CallerConnection(channel: $0, hear: hear) }
    }

    private init(channel: any Channel, hear: @escaping @Sendable (Heard) -> Void) {
        self.channel = channel
        self.hear = hear
    }

    /// The caller's own side.
    var localAddress: SocketAddress? { self.channel.localAddress }

    func send(_ bytes: [UInt8]) {
        let hear = self.hear
        self.channel.writeAndFlush(self.channel.allocator.buffer(bytes: bytes)).whenFailure { error in
            hear(.failed(ConnectFailure.reason(error)))
        }
    }

    func close() -> EventLoopFuture<Void> {
        self.channel.close().flatMapErrorThrowing { _ in }
    }
}

/// Hands parsed messages on; whatever else arrives is not for a caller.
private final class DatagramReader: ChannelInboundHandler, Sendable {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    private let parser = SIPParser()
    private let hear: @Sendable (CallerConnection.Heard) -> Void

    init(_ hear: @escaping @Sendable (CallerConnection.Heard) -> Void) {
        self.hear = hear
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = Array(self.unwrapInboundIn(data).data.readableBytesView)
        if let message = try? self.parser.parse(datagram: bytes) { self.hear(.message(message)) }
    }

    /// An ICMP message: nobody listens there, or no way leads there.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        self.hear(.failed(ConnectFailure.reason(error)))
    }
}

/// Frames messages; a stream that cannot be framed is closed.
private final class StreamReader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let parser = SIPParser()
    private var framer = SIPStreamFramer()
    private let hear: @Sendable (CallerConnection.Heard) -> Void

    init(_ hear: @escaping @Sendable (CallerConnection.Heard) -> Void) {
        self.hear = hear
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        self.unwrapInboundIn(data).withUnsafeReadableBytes { self.framer.append($0) }
        do {
            while let frame = try self.framer.next() {
                switch frame {
                case .message(let bytes):
                    if let message = try? self.parser.parse(streamMessage: bytes) { self.hear(.message(message)) }
                case .keepAlive:
                    context.writeAndFlush(self.wrapOutboundOut(ByteBuffer(string: "\r\n")), promise: nil)
                }
            }
        } catch {
            context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.hear(.closed)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
