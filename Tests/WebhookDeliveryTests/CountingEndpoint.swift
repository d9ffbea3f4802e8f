import NIOCore
import NIOPosix

/// An endpoint on loopback that answers whatever comes, 200 unless told otherwise, and counts the connections and the bytes
/// that came.
final class CountingEndpoint: Sendable {
    struct Count: Sendable, Hashable {
        var connections = 0
        var bytes = 0
        var closed = 0
    }

    private let channel: any Channel
    private let counter: Counter

    static func start(
        answering answer: String = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    ) async throws -> CountingEndpoint {
        let group = MultiThreadedEventLoopGroup.singleton.next()
        let counter = Counter()
        let channel = try await ServerBootstrap(group: group)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Handler(counter, answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return CountingEndpoint(channel, counter)
    }

    private init(_ channel: any Channel, _ counter: Counter) {
        self.channel = channel
        self.counter = counter
    }

    var port: Int { self.channel.localAddress?.port ?? 0 }

    /// What came until so many connections ended.
    func count(whenClosed connections: Int) async -> Count {
        for await count in self.counter.counts where count.closed >= connections { return count }
        return Count()
    }

    /// What came so far.
    func count() async throws -> Count {
        try await self.channel.eventLoop.submit { self.counter.count }.get()
    }

    func end() async throws {
        try await self.channel.close()
    }

    /// On the loop of the endpoint, which all of its connections share.
    private final class Counter: @unchecked Sendable {
        let counts: AsyncStream<Count>
        private let feed: AsyncStream<Count>.Continuation
        var count = Count() {
            didSet { self.feed.yield(self.count) }
        }

        init() {
            (self.counts, self.feed) = AsyncStream.makeStream()
        }
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let counter: Counter
        private let answer: String

        init(_ counter: Counter, _ answer: String) {
            self.counter = counter
            self.answer = answer
        }

        func channelActive(context: ChannelHandlerContext) {
            self.counter.count.connections += 1
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            self.counter.count.bytes += self.unwrapInboundIn(data).readableBytes
            context.writeAndFlush(self.wrapOutboundOut(ByteBuffer(string: self.answer)), promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) {
            self.counter.count.closed += 1
        }
    }
}
