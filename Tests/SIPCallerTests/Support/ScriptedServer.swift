import NIOCore
import NIOPosix
import SIPCaller
import SIPMessage

/// A SIP server that does what a test says: it hands out the requests that come and sends what it is told.
final class ScriptedServer: Sendable {
    let port: Int
    private let listener: any Channel
    private let arrivals: AsyncStream<Arrival>

    struct Arrival: Sendable {
        let request: SIPRequest
        fileprivate let way: Way
    }

    /// How an answer gets back.
    fileprivate enum Way: Sendable {
        case datagram(any Channel, SocketAddress)
        case stream(any Channel)
    }

    /// Listens on a free port.
    static func open(_ transport: CallTransport = .udp, host: String = "127.0.0.1") async throws -> ScriptedServer {
        let (arrivals, feed) = AsyncStream.makeStream(of: Arrival.self)
        let group = MultiThreadedEventLoopGroup.singleton
        let listener =
            switch transport {
            case .udp:
                try await DatagramBootstrap(group: group)
                    .channelInitializer { channel in
                        channel.eventLoop.makeCompletedFuture {
                            try channel.pipeline.syncOperations.addHandler(DatagramReader(feed))
                        }
                    }
                    .bind(host: host, port: 0).get()
            case .tcp:
                try await ServerBootstrap(group: group)
                    .childChannelInitializer { channel in
                        channel.eventLoop.makeCompletedFuture {
                            try channel.pipeline.syncOperations.addHandler(StreamReader(feed))
                        }
                    }
                    .bind(host: host, port: 0).get()
            }
        return ScriptedServer(listener, arrivals)
    }

    private init(_ listener: any Channel, _ arrivals: AsyncStream<Arrival>) {
        self.port = listener.localAddress?.port ?? 0
        self.listener = listener
        self.arrivals = arrivals
    }

    struct NothingCame: Error {}
    struct AnotherCame: Error {
        let method: SIPMethod
    }

    /// The next request, which must have the method.
    func next(_ method: SIPMethod) async throws -> Arrival {
        for await arrival in self.arrivals {
            guard arrival.request.method == method else { throw AnotherCame(method: arrival.request.method) }
            return arrival
        }
        throw NothingCame()
    }

    /// Answers a request, there where it came from.
    @discardableResult
    func answer(
        _ arrival: Arrival, _ status: Int, tag: String = "server", _ fields: [(SIPHeaderName, String)] = []
    ) async throws -> SIPResponse {
        let response = try SIPCallerTests.answer(status, to: arrival.request, tag: tag, fields)
        try await self.send(response.serialized(), back: arrival)
        return response
    }

    /// Sends bytes to where a request came from.
    func send(_ bytes: [UInt8], back arrival: Arrival) async throws {
        switch arrival.way {
        case .datagram(let channel, let address):
            try await channel.writeAndFlush(AddressedEnvelope(remoteAddress: address, data: ByteBuffer(bytes: bytes)))
        case .stream(let channel): try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
        }
    }

    /// Closes the connection that a request came over.
    func hangUp(_ arrival: Arrival) async throws {
        if case .stream(let channel) = arrival.way { try await channel.close() }
    }

    func close() async {
        try? await self.listener.close()
    }

    private final class DatagramReader: ChannelInboundHandler, Sendable {
        typealias InboundIn = AddressedEnvelope<ByteBuffer>

        private let feed: AsyncStream<Arrival>.Continuation

        init(_ feed: AsyncStream<Arrival>.Continuation) {
            self.feed = feed
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let envelope = self.unwrapInboundIn(data)
            let message = try? SIPParser().parse(datagram: Array(envelope.data.readableBytesView))
            guard case .request(let request)? = message else { return }
            self.feed.yield(Arrival(request: request, way: .datagram(context.channel, envelope.remoteAddress)))
        }
    }

    private final class StreamReader: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let feed: AsyncStream<Arrival>.Continuation
        private var framer = SIPStreamFramer()

        init(_ feed: AsyncStream<Arrival>.Continuation) {
            self.feed = feed
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            self.unwrapInboundIn(data).withUnsafeReadableBytes { self.framer.append($0) }
            while case .message(let bytes)? = try? self.framer.next() {
                guard case .request(let request)? = try? SIPParser().parse(streamMessage: bytes) else { continue }
                self.feed.yield(Arrival(request: request, way: .stream(context.channel)))
            }
        }
    }
}
