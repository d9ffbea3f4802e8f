import NIOCore

/// Ends a connection that does not end by itself when the server stops: in the middle of a handshake or of a request, or
/// with a client that ignores GOAWAY.
final class DrainTimeHandler: ChannelInboundHandler {
    typealias InboundIn = Any

    private let time: TimeAmount
    private var end: Scheduled<Void>?

    init(_ time: TimeAmount) {
        self.time = time
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent, self.end == nil {
            let channel = context.channel
            self.end = context.eventLoop.scheduleTask(in: self.time) { channel.close(promise: nil) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.end?.cancel()
        context.fireChannelInactive()
    }
}
