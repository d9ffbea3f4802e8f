import NIOCore
import SIPCore
import SIPMessage

/// Reads one stream connection: frames messages (TRN-6), answers keep-alive pings, and closes what misbehaves.
final class StreamHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What the handler tells the transport layer. All of it is called on the event loop.
    struct Callbacks: Sendable {
        let opened: @Sendable (any Channel) -> Void
        /// Gives whether the connection may go on.
        let message: @Sendable ([UInt8], Arrival) -> Bool
        let malformed: @Sendable (SIPParseError, Arrival) -> Void
        let closed: @Sendable (ConnectionID) -> Void
    }

    /// How long a message may take to arrive in full (TRN-7).
    static let messagePatience: TimeAmount = .seconds(10)

    private let arrival: Arrival
    private let connection: ConnectionID
    private let callbacks: Callbacks
    private var framer: SIPStreamFramer
    private var patience: Scheduled<Void>?

    init(_ arrival: Arrival, _ connection: ConnectionID, limits: SIPLimits, callbacks: Callbacks) {
        self.arrival = arrival
        self.connection = connection
        self.callbacks = callbacks
        self.framer = SIPStreamFramer(limits: limits)
    }

    func channelActive(context: ChannelHandlerContext) {
        self.callbacks.opened(context.channel)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        self.unwrapInboundIn(data).withUnsafeReadableBytes { self.framer.append($0) }
        var isComplete = false
        do {
            while let frame = try self.framer.next() {
                isComplete = true
                switch frame {
                case .message(let bytes):
                    guard self.callbacks.message(bytes, self.arrival) else {
                        context.close(promise: nil)
                        return
                    }
                case .keepAlive:
                    context.writeAndFlush(self.wrapOutboundOut(ByteBuffer(string: "\r\n")), promise: nil)
                }
            }
        } catch {
            // The end of the message is not known, so nothing after it can be read. The 400 goes first.
            self.callbacks.malformed(error, self.arrival)
            context.close(promise: nil)
            return
        }
        self.watchUnfinishedMessage(context, isNew: isComplete)
    }

    /// - Parameter isNew: whether what is unfinished now began in this read.
    private func watchUnfinishedMessage(_ context: ChannelHandlerContext, isNew: Bool) {
        if isNew || self.framer.pendingBytes == 0 {
            self.patience?.cancel()
            self.patience = nil
        }
        guard self.patience == nil, self.framer.pendingBytes > 0 else { return }
        let channel = context.channel
        self.patience = context.eventLoop.scheduleTask(in: Self.messagePatience) { channel.close(promise: nil) }
    }

    /// Nothing was heard or said for the idle time, or the peer does not read what it is sent.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent {
            context.close(promise: nil)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if !context.channel.isWritable { context.close(promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.patience?.cancel()
        self.callbacks.closed(self.connection)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
