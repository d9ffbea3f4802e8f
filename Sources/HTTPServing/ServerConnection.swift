import DequeModule
package import NIOCore
package import NIOHTTP1

/// One connection of HTTP/1.1 (RFC 9112 §9), or one stream of HTTP/2, as the server sees it: what is kept of a request,
/// when it is answered, and when the connection ends. A pure value, told the time.
///
///     idle --first bytes--> heading --head--> receiving --end--> answering --> writing --> idle
///      '--quiet too long--.    '-----fault-----.  '--too large, late, cut off--' ^  '--last answer, request not over--.
///                         v                    '---------------------------------'                                   v
///                       closed <-------------------------------------------------------------------------------- lingering
///
/// Requests that a client sends before the last one was answered wait, and while they do nothing more is read.
package struct ServerConnection: Sendable {
    /// What comes from the client.
    package enum Input: Sendable, Equatable {
        case head(HTTPRequestHead)
        case body(ByteBuffer)
        case end
        case fault(RequestFault)
        /// The client sends no more in the middle of a request.
        case brokenOff
        /// The client will send no more; it may still read.
        case inputClosed
    }

    package enum Action: Sendable, Equatable {
        /// `100 Continue`: the client waits before it sends the body.
        case sendContinue
        /// Find the answer, then call `answered(_:at:)`.
        case answer(HTTPRequestHead, ReceivedBody)
        /// The same for what is no request, with its head if that was read.
        case refuse(RequestFault, of: HTTPRequestHead?)
        /// Send the answer, then call `written(at:)`.
        case write(HTTPAnswer, AnswerForm)
        /// Send nothing any more.
        case closeOutput
        case close
    }

    enum State: Sendable, Equatable {
        /// Nothing of the next request has arrived.
        case idle
        case heading
        case receiving(HTTPRequestHead)
        case answering(Exchange)
        case writing(Exchange)
        /// The last answer was sent before the request was over: what still comes is dropped for a while, so that the
        /// client reads the answer before it meets a closed door.
        case lingering
        case closed
    }

    struct Exchange: Sendable, Equatable {
        /// Whether the request came to its end.
        let isOver: Bool
        var form: AnswerForm
    }

    let limits: HTTPLimits
    var state = State.idle
    /// When time is up for what the connection waits for.
    package internal(set) var deadline: NIODeadline?
    /// The body so far, not more than the limit.
    var body: [UInt8] = []
    /// Bytes of the body so far, kept or not.
    var bodyCount = 0
    private var isDraining = false
    private var hasInput = false
    /// What came while another request was being answered.
    private var waiting: Deque<Input> = []

    /// A fresh connection or stream.
    package init(limits: HTTPLimits, at now: NIODeadline) {
        self.limits = limits
        self.deadline = now + limits.headTime
    }

    /// Whether more should be read.
    package var wantsInput: Bool { self.waiting.isEmpty }

    /// Takes the next part of what the client sends.
    package mutating func receive(_ input: Input, at now: NIODeadline) -> [Action] {
        self.hasInput = true
        switch self.state {
        case .idle, .heading: return self.receiveHead(input, at: now)
        case .receiving(let head): return self.receiveBody(input, of: head)
        case .answering(let exchange), .writing(let exchange):
            // The rest of a request that was answered before its end is dropped.
            if exchange.isOver { self.waiting.append(input) }
            return []
        case .lingering: return input == .inputClosed || input == .brokenOff ? self.close() : []
        case .closed: return []
        }
    }

    /// All that had arrived was handed over. If nothing came of it, a head has begun.
    package mutating func readCompleted(at now: NIODeadline) {
        if self.state == .idle, !self.hasInput {
            self.state = .heading
            self.deadline = now + self.limits.headTime
        }
        self.hasInput = false
    }

    /// Takes the answer that an action asked for.
    package mutating func answered(_ answer: HTTPAnswer, at now: NIODeadline) -> [Action] {
        guard case .answering(var exchange) = self.state else { return [] }
        if self.isDraining { exchange.form.isLast = true }
        self.state = .writing(exchange)
        self.deadline = now + self.limits.answerTime
        return [.write(answer, exchange.form)]
    }

    /// The answer is with the system.
    package mutating func written(at now: NIODeadline) -> [Action] {
        guard case .writing(let exchange) = self.state else { return [] }
        guard exchange.form.isLast else {
            self.state = .idle
            self.deadline = now + self.limits.idleTime
            return self.takeWaiting(at: now)
        }
        if exchange.isOver { return self.close() }
        self.state = .lingering
        self.deadline = now + self.limits.lingerTime
        return [.closeOutput]
    }

    /// Time may be up.
    package mutating func timePassed(at now: NIODeadline) -> [Action] {
        guard let deadline = self.deadline, now >= deadline else { return [] }
        switch self.state {
        case .heading: return self.refuse(.headLate, of: nil)
        case .receiving(let head):
            return self.answer(head, self.isTooLarge(head) ? .tooLarge : .late, isOver: false)
        // One that is quiet, that does not read, or that was told to go.
        case .idle, .writing, .lingering: return self.close()
        case .answering, .closed: return []
        }
    }

    /// The server stops: the request that has begun is the last one.
    package mutating func drain() -> [Action] {
        self.isDraining = true
        return self.state == .idle ? self.close() : []
    }

    /// The connection is gone.
    package mutating func closed() {
        _ = self.close()
    }

    mutating func close() -> [Action] {
        guard self.state != .closed else { return [] }
        self.state = .closed
        self.deadline = nil
        self.waiting = []
        return [.close]
    }

    private var takesInput: Bool {
        switch self.state {
        case .idle, .heading, .receiving: true
        case .answering, .writing, .lingering, .closed: false
        }
    }

    private mutating func takeWaiting(at now: NIODeadline) -> [Action] {
        if self.isDraining { return self.close() }
        var actions: [Action] = []
        while self.takesInput, let input = self.waiting.popFirst() { actions += self.receive(input, at: now) }
        return actions
    }
}

/// How an answer is put.
package struct AnswerForm: Sendable, Hashable {
    /// Without its body: the request was HEAD.
    package let isHeadOnly: Bool
    /// Nothing follows it.
    package internal(set) var isLast: Bool

    package init(isHeadOnly: Bool, isLast: Bool) {
        self.isHeadOnly = isHeadOnly
        self.isLast = isLast
    }
}
