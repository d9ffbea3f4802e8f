import DequeModule
package import NIOCore
package import NIOHTTP1

/// The one place where the actions of a `ServerConnection` are performed.
///
/// An answer that needs nobody else is found and written while its request is being read; another one when somebody
/// brings it.
package final class ServerConnectionHandler: ChannelDuplexHandler {
    package typealias InboundIn = HTTPServerRequestPart
    package typealias OutboundIn = Never

    private let responder: any HTTPResponding
    private let wire: HTTPWire
    private let limits: HTTPLimits
    private let loop: any EventLoop
    private var connection: ServerConnection
    private var context: ChannelHandlerContext?
    private var alarm: (at: NIODeadline, task: Scheduled<Void>)?
    private var isReadHeld = false
    /// What is still to be performed: performing can bring up more.
    private var actions: Deque<ServerConnection.Action> = []
    private var isPerforming = false

    /// A handler for a channel of `loop`.
    package init(_ responder: any HTTPResponding, wire: HTTPWire, limits: HTTPLimits, on loop: any EventLoop) {
        self.responder = responder
        self.wire = wire
        self.limits = limits
        self.loop = loop
        self.connection = ServerConnection(limits: limits, at: loop.now)
    }

    package func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        self.setAlarm()
    }

    package func handlerRemoved(context: ChannelHandlerContext) {
        self.end()
    }

    package func channelInactive(context: ChannelHandlerContext) {
        self.end()
        context.fireChannelInactive()
    }

    private func end() {
        self.connection.closed()
        self.alarm?.task.cancel()
        self.alarm = nil
        self.context = nil
    }

    // MARK: Inputs

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch self.unwrapInboundIn(data) {
        case .head(let head): self.receive(.head(head))
        case .body(let bytes): self.receive(.body(bytes))
        case .end: self.receive(.end)
        }
    }

    package func channelReadComplete(context: ChannelHandlerContext) {
        self.connection.readCompleted(at: self.now)
        self.setAlarm()
        context.fireChannelReadComplete()
    }

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed: self.receive(.inputClosed)
        case is ChannelShouldQuiesceEvent: self.perform(self.connection.drain())
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch (error, self.wire) {
        case (HTTPParserError.headerOverflow, _): self.receive(.fault(.headTooLarge))
        case (HTTPParserError.invalidEOFState, _): self.receive(.brokenOff)
        case (is HTTPParserError, _), (_, .http2): self.receive(.fault(.malformed))
        // The decoder says once more that it gave up.
        case (is ByteToMessageDecoderError, _): break
        default: context.close(promise: nil)
        }
    }

    package func read(context: ChannelHandlerContext) {
        if self.connection.wantsInput { context.read() } else { self.isReadHeld = true }
    }

    private var now: NIODeadline { self.loop.now }

    private func receive(_ input: ServerConnection.Input) {
        self.perform(self.connection.receive(input, at: self.now))
    }

    // MARK: Actions

    private func perform(_ actions: [ServerConnection.Action]) {
        self.actions.append(contentsOf: actions)
        guard !self.isPerforming else { return }
        self.isPerforming = true
        while let action = self.actions.popFirst(), let context = self.context { self.perform(action, context) }
        self.isPerforming = false
        self.setAlarm()
        if self.isReadHeld, self.connection.wantsInput, let context = self.context {
            self.isReadHeld = false
            context.read()
        }
    }

    private func perform(_ action: ServerConnection.Action, _ context: ChannelHandlerContext) {
        switch action {
        case .sendContinue: self.sendContinue(context)
        case .answer(let head, let body): self.answer(head, body)
        case .refuse(let fault, let head):
            self.perform(self.connection.answered(self.responder.answer(to: fault, of: head), at: self.now))
        case .write(let answer, let form): self.write(answer, form, context)
        case .closeOutput: context.close(mode: .output, promise: nil)
        case .close: context.close(promise: nil)
        }
    }

    private func answer(_ head: HTTPRequestHead, _ body: ReceivedBody) {
        let handler = NIOLoopBound(self, eventLoop: self.loop)
        let loop = self.loop
        self.responder.answer(head, body: body) { answer in
            if loop.inEventLoop {
                handler.value.found(answer)
            } else {
                loop.execute { handler.value.found(answer) }
            }
        }
    }

    private func found(_ answer: HTTPAnswer) {
        self.perform(self.connection.answered(answer, at: self.now))
    }

    private func write(_ answer: HTTPAnswer, _ form: AnswerForm, _ context: ChannelHandlerContext) {
        let written = context.eventLoop.makePromise(of: Void.self)
        switch self.wire {
        case .http1:
            var buffer = context.channel.allocator.buffer(capacity: 512 + answer.body.count)
            answer.write(to: &buffer, form)
            context.writeAndFlush(NIOAny(IOData.byteBuffer(buffer)), promise: written)
        case .http2:
            let (head, body) = answer.parts(form, version: .http2)
            context.write(NIOAny(HTTPServerResponsePart.head(head)), promise: nil)
            if let body { context.write(NIOAny(HTTPServerResponsePart.body(.byteBuffer(body))), promise: nil) }
            context.writeAndFlush(NIOAny(HTTPServerResponsePart.end(nil)), promise: written)
        }
        written.futureResult.assumeIsolated().whenComplete { result in
            switch result {
            case .success: self.perform(self.connection.written(at: self.now))
            // The channel closes, and says so.
            case .failure: break
            }
        }
    }

    private func sendContinue(_ context: ChannelHandlerContext) {
        switch self.wire {
        case .http1:
            let line = ByteBuffer(staticString: "HTTP/1.1 100 Continue\r\n\r\n")
            context.writeAndFlush(NIOAny(IOData.byteBuffer(line)), promise: nil)
        case .http2:
            let head = HTTPResponseHead(version: .http2, status: .continue)
            context.writeAndFlush(NIOAny(HTTPServerResponsePart.head(head)), promise: nil)
        }
    }

    // MARK: Time

    /// Arranges to be woken when time may be up. Deadlines mostly move away, so a wake-up stays where it is, and looks
    /// again.
    private func setAlarm() {
        guard let deadline = self.connection.deadline, self.context != nil else { return }
        if let alarm = self.alarm {
            guard deadline < alarm.at else { return }
            alarm.task.cancel()
        }
        let task = self.loop.assumeIsolated().scheduleTask(deadline: deadline) {
            self.alarm = nil
            self.perform(self.connection.timePassed(at: self.now))
        }
        self.alarm = (deadline, task)
    }
}
