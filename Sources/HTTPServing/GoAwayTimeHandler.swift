import NIOCore
import NIOHTTP2

/// Ends a connection of HTTP/2 whose client was told to go (RFC 9113 §6.8) and does not. A client that is silent altogether
/// never acknowledges the PING behind the GOAWAY, on which the end otherwise waits; and after a connection error (§5.4.1)
/// nobody else closes.
final class GoAwayTimeHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTP2Frame
    typealias OutboundIn = HTTP2Frame

    private let time: TimeAmount
    private var end: Scheduled<Void>?

    /// - Parameter time: how long the requests that are under way may still take.
    init(_ time: TimeAmount) {
        self.time = time
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .goAway = self.unwrapOutboundIn(data).payload { self.begin(context) }
        context.write(data, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The error of one stream ends that stream.
        if !(error is NIOHTTP2Errors.StreamError) { self.begin(context) }
        context.fireErrorCaught(error)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.end?.cancel()
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard self.end == nil else { return }
        let channel = context.channel
        self.end = context.eventLoop.scheduleTask(in: self.time) { channel.close(promise: nil) }
    }
}
