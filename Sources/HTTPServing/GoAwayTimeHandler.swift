import NIOCore
import NIOHTTP2

/// Ends a connection of HTTP/2 whose client was told to go (RFC 9113 §6.8) and does not. A client that is silent altogether
/// never acknowledges the PING behind the GOAWAY, on which the end otherwise waits; and after a connection error (§5.4.1)
/// nobody else closes.
final class GoAwayTimeHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTP2Frame
    typealias OutboundIn = HTTP2Frame

    private let time: TimeAmount
    private let timeAfterErrors: TimeAmount
    private var end: (at: NIODeadline, task: Scheduled<Void>)?

    /// - Parameter time: how long the requests that are under way may still take.
    /// - Parameter timeAfterErrors: the same where the client broke the rules, and may wait for the answer to something that
    ///   was not understood.
    init(_ time: TimeAmount, afterErrors timeAfterErrors: TimeAmount) {
        self.time = time
        self.timeAfterErrors = timeAfterErrors
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .goAway = self.unwrapOutboundIn(data).payload { self.end(context, after: self.time) }
        context.write(data, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The error of one stream ends that stream.
        if !(error is NIOHTTP2Errors.StreamError) { self.end(context, after: self.timeAfterErrors) }
        context.fireErrorCaught(error)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.end?.task.cancel()
    }

    private func end(_ context: ChannelHandlerContext, after time: TimeAmount) {
        let moment = context.eventLoop.now + time
        if let end = self.end {
            guard moment < end.at else { return }
            end.task.cancel()
        }
        let channel = context.channel
        self.end = (moment, context.eventLoop.scheduleTask(deadline: moment) { channel.close(promise: nil) })
    }
}
