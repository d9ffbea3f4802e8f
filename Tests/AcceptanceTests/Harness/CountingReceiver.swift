import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A webhook in this process that keeps the ids of the events that it accepted. It fails the first attempt of every other event.
package final class CountingReceiver: Sendable {
    package struct Seen: Sendable {
        package var accepted: Set<String> = []
        package var failed = 0
        /// Events that were accepted and came again.
        package var repeated = 0
    }

    private let channel: any Channel
    private let seen: Box

    package let url: String

    fileprivate final class Box: Sendable {
        let state = Mutex(Seen())
        /// Hears of every id that is accepted for the first time.
        let accepted = Inbox<String>()

        /// The status that an attempt is answered.
        func take(_ id: String, attempt: Int) -> HTTPResponseStatus {
            let (status, isNew) = state.withLock { seen -> (HTTPResponseStatus, Bool) in
                guard attempt > 0 || id.utf8.last.map({ $0 % 2 == 0 }) == true else {
                    seen.failed += 1
                    return (.internalServerError, false)
                }
                let isNew = seen.accepted.insert(id).inserted
                if !isNew { seen.repeated += 1 }
                return (.ok, isNew)
            }
            if isNew { Task { await accepted.put(id) } }
            return status
        }
    }

    package static func start() async throws -> CountingReceiver {
        let box = Box()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 1024)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Handler(box))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return CountingReceiver(channel, box)
    }

    private init(_ channel: any Channel, _ seen: Box) {
        self.channel = channel
        self.seen = seen
        url = "http://127.0.0.1:\(channel.localAddress?.port ?? 0)/events"
    }

    package var state: Seen { seen.state.withLock { $0 } }

    /// Waits until so many events were accepted, or none was for a while.
    package func accepted(_ count: Int) async {
        for _ in 0..<count {
            guard await seen.accepted.next(within: .seconds(20)) != nil else { return }
        }
    }

    package func end() async {
        try? await channel.close()
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let seen: Box
        private var status = HTTPResponseStatus.ok

        init(_ seen: Box) {
            self.seen = seen
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head):
                status = seen.take(
                    head.headers.first(name: "aeg-output-event-id") ?? "",
                    attempt: head.headers.first(name: "aeg-delivery-count").flatMap { Int($0) } ?? 0)
            case .body: break
            case .end:
                let head = HTTPResponseHead(version: .http1_1, status: status, headers: ["Content-Length": "0"])
                context.write(wrapOutboundOut(.head(head)), promise: nil)
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }
    }
}
