import LoopTimers
package import NIOCore
package import Observability
package import SIPCore
package import SIPMessage
package import SIPTransaction

/// The transaction layer of one event loop (RFC 3261 §17): it matches messages to server transactions, performs what
/// their machines say, and owns their timers. Its state needs no lock: the actor's executor is the loop itself, and the
/// channels of that loop call it directly.
package actor TransactionLayer {
    private struct TimerID: Hashable, Sendable {
        let key: TransactionKey
        let timer: ServerTransactionTimer
    }

    /// What the layer needs from the rest of the server.
    package struct Environment: Sendable {
        package let policy: any SourcePolicy
        package let sender: any ResponseSender
        package let limits: SIPLimits
        package let timing: TransactionTiming
        /// A fresh To tag of at least 32 random bits (TX-9).
        package let makeTag: @Sendable () -> String
        /// A tag for stateless answers: the same for the same request (TX-9).
        package let statelessTag: @Sendable (_ viaAndCallID: [UInt8]) -> String
        /// How many transactions may live at once; a request beyond it gets a stateless 503 (TX-11).
        package let capacity: Int
        package let metrics: SIPMetrics

        package init(
            policy: any SourcePolicy, sender: any ResponseSender, limits: SIPLimits = .standard,
            timing: TransactionTiming = TransactionTiming(), makeTag: @escaping @Sendable () -> String,
            statelessTag: @escaping @Sendable ([UInt8]) -> String, capacity: Int = 200_000,
            metrics: SIPMetrics = SIPMetrics()
        ) {
            self.policy = policy
            self.sender = sender
            self.limits = limits
            self.timing = timing
            self.makeTag = makeTag
            self.statelessTag = statelessTag
            self.capacity = capacity
            self.metrics = metrics
        }
    }

    private let loop: any EventLoop
    private let environment: Environment
    private let parser: SIPParser
    private var user: (any TransactionUser)?
    private var observer: (any MessageObserver)?
    private var transactions: [TransactionKey: ServerTransaction] = [:]
    private var timers: LoopTimers<TimerID>?
    private var metrics: SIPMetrics

    package nonisolated var unownedExecutor: UnownedSerialExecutor { self.loop.executor.asUnownedSerialExecutor() }

    package init(on loop: any EventLoop, _ environment: Environment) {
        self.loop = loop
        self.environment = environment
        self.parser = SIPParser(limits: environment.limits)
        self.metrics = environment.metrics
    }

    /// Ties the layer to the one above it, before the first message.
    ///
    /// - Parameter observer: sees the messages; nil costs nothing.
    package func start(_ user: any TransactionUser, observer: (any MessageObserver)? = nil) {
        self.user = user
        self.observer = observer
        self.timers = LoopTimers(on: self.loop) { [weak self] in self?.assumeIsolated { $0.fireTimers() } }
    }

    /// How many transactions live.
    package var count: Int { self.transactions.count }

    // MARK: Messages from the transport

    /// A datagram arrived.
    package func receive(datagram: [UInt8], _ arrival: Arrival) {
        let admission = self.environment.policy.admission(of: arrival.source)
        guard admission != .drop else { return self.metrics.dropped(.source, of: .stranger) }
        // Four bytes of line ends keep a NAT binding open; nothing shorter than a start line is a message.
        guard datagram.count > 4 else { return }
        do {
            let message = try self.parser.parse(datagram: datagram)
            self.observe(datagram, message, arrival)
            self.receive(message, arrival, admission)
        } catch {
            self.observer?.received(datagram, arrival, nil)
            self.refuse(error, arrival)
        }
    }

    /// A whole message arrived on a stream.
    ///
    /// - Returns: whether the connection may go on. A malformed message does not end it, because its framing was right;
    ///   one that exceeds a limit does, once its answer has left (SYN-17).
    package func receive(streamMessage: [UInt8], _ arrival: Arrival) -> Bool {
        let admission = self.environment.policy.admission(of: arrival.source)
        guard admission != .drop else {
            self.metrics.dropped(.source, of: .stranger)
            return false
        }
        do {
            let message = try self.parser.parse(streamMessage: streamMessage)
            self.observe(streamMessage, message, arrival)
            self.receive(message, arrival, admission)
            return true
        } catch {
            self.observer?.received(streamMessage, arrival, nil)
            self.refuse(error, arrival)
            return !error.exceedsLimit
        }
    }

    /// Answers a message that could not be understood, statelessly; an ACK or a response never gets an answer.
    package func refuse(_ error: SIPParseError, _ arrival: Arrival) {
        self.metrics.malformed(error, of: self.environment.policy.admission(of: arrival.source).peer)
        guard let response = StatelessRefusal.response(to: error, arrival, tag: self.environment.statelessTag) else {
            return
        }
        self.transmit(response.bytes, response.destination, arrival.connection, nil)
    }

    private func observe(_ bytes: [UInt8], _ message: SIPMessage, _ arrival: Arrival) {
        guard let observer = self.observer else { return }
        if case .request(let request) = message {
            observer.received(bytes, arrival, TransactionKey(request).invite)
        } else {
            observer.received(bytes, arrival, nil)
        }
    }

    private func receive(_ message: SIPMessage, _ arrival: Arrival, _ admission: SourceAdmission) {
        // A response matches no client transaction here: dropped, never forwarded (TX-7).
        guard case .request(let request) = message else { return self.metrics.dropped(.response, of: admission.peer) }
        self.metrics.received(request.method, over: arrival.transport, of: admission.peer)
        let key = TransactionKey(request)
        if request.method == .ack {
            guard self.transactions[key] != nil else { return self.metrics.dropped(.ack, of: admission.peer) }
            self.perform(key) { $0.acknowledged() }
            return
        }
        if self.transactions[key] != nil {
            if admission != .reject, let connection = arrival.connection {
                // The caller came back over another connection, or after a restart: there it waits for the response.
                self.transactions[key]?.connection = connection
            }
            self.metrics.receivedAgain(of: admission.peer)
            self.perform(key) { $0.retransmissionReceived() }
            return
        }
        func recipe(tag: String) -> ResponseRecipe {
            ResponseRecipe(request, key: key, arrival: arrival, isTrusted: admission.isTrusted, tag: tag)
        }
        guard admission != .reject else {
            return self.answerStatelessly(.stranger, 403, request, recipe(tag:), arrival)
        }
        guard self.transactions.count < self.environment.capacity || request.method == .cancel else {
            return self.answerStatelessly(
                .transactions, 503, request, recipe(tag:), arrival, [.retryAfter(seconds: 5)])
        }
        guard request.method != .cancel else { return self.cancel(request, key, recipe(tag:), arrival) }
        switch self.user?.admission(of: request, arrival) {
        case .dropped, nil: self.metrics.dropped(.scanner, of: admission.peer)
        case .refused(let status, let headers):
            self.answerStatelessly(.overload, status, request, recipe(tag:), arrival, headers)
        case .admitted:
            let recipe = recipe(tag: self.environment.makeTag())
            self.begin(request.method, recipe, arrival.connection, of: admission.peer)
            self.user?.received(request, recipe, arrival)
            if request.method != .invite { self.perform(key) { $0.leftUnanswered(late: recipe) } }
        }
    }

    /// CAN-1: a CANCEL is answered here, whatever becomes of the INVITE.
    private func cancel(
        _ request: SIPRequest, _ key: TransactionKey, _ recipe: (String) -> ResponseRecipe, _ arrival: Arrival
    ) {
        let inviteKey = TransactionKey.invite(cancelledBy: request)
        guard let invite = self.transactions[inviteKey], case .invite = invite.machine else {
            return self.answerStatelessly(.cancel, 481, request, recipe, arrival)
        }
        self.metrics.cancelled(beforeFinal: invite.isUndecidedInvite, of: invite.peer)
        let recipe = recipe(invite.tag)
        self.begin(.cancel, recipe, arrival.connection, of: invite.peer)
        self.respond(recipe.response(200), to: key)
        if invite.isUndecidedInvite {
            self.user?.cancelled(inviteKey)
        }
    }

    private func begin(
        _ method: SIPMethod, _ recipe: ResponseRecipe, _ connection: ConnectionID?, of peer: PeerNumber
    ) {
        let isReliable = recipe.destination.transport.isReliable
        let timing = self.environment.timing
        let machine: ServerTransaction.Machine =
            method == .invite
            ? .invite(ServerInviteTransaction(timing: timing, isReliable: isReliable))
            : .other(ServerNonInviteTransaction(timing: timing, isReliable: isReliable))
        self.add(
            ServerTransaction(
                machine: machine, method: method, destination: recipe.destination, connection: connection,
                tag: recipe.tag, peer: peer), recipe.key)
    }

    private func add(_ transaction: ServerTransaction, _ key: TransactionKey) {
        self.transactions[key] = transaction
        self.metrics.transactions(self.transactions.count)
    }

    private func remove(_ key: TransactionKey) {
        self.transactions[key] = nil
        self.metrics.transactions(self.transactions.count)
    }

    private func answerStatelessly(
        _ reason: SIPMetrics.Refusal, _ status: Int, _ request: SIPRequest, _ recipe: (String) -> ResponseRecipe,
        _ arrival: Arrival,
        _ headers: [ResponseHeader] = []
    ) {
        self.metrics.refused(reason, of: self.environment.policy.admission(of: arrival.source).peer)
        let tag = self.environment.statelessTag(Array((request.topVia.branch ?? "").utf8) + request.callID)
        let recipe = recipe(tag)
        self.transmit(
            recipe.response(status, headers.map { $0.spread(by: tag) }).bytes, recipe.destination, arrival.connection,
            nil)
    }

    // MARK: Responses from the transaction user

    /// Sends a response in a transaction. Of several final ones the first counts (TX-8).
    package func respond(_ response: EncodedResponse, to key: TransactionKey) {
        self.perform(key) { $0.respond(with: response) }
    }

    // MARK: Restart (D8)

    /// Takes up the transaction of a call that still rings; `provisional` is sent at once.
    package func resumeRinging(_ recipe: ResponseRecipe, provisional: EncodedResponse) {
        self.begin(.invite, recipe, nil, of: self.peer(of: recipe))
        self.respond(provisional, to: recipe.key)
    }

    /// Takes up the transaction of a decided call: the final response is sent again until its ACK, with timer H counted
    /// from the decision.
    package func resumeDecided(
        _ recipe: ResponseRecipe, final: EncodedResponse, elapsed: Duration, isAcknowledged: Bool
    ) {
        guard elapsed < self.environment.timing.lifetime else {
            // Too late to send anything. The user is told on the loop's next turn, when it knows the call.
            self.loop.execute { [weak self] in
                self?.assumeIsolated { $0.user?.acknowledgementMissing(recipe.key) }
            }
            return
        }
        var machine = ServerInviteTransaction(
            timing: self.environment.timing, isReliable: recipe.destination.transport.isReliable)
        var actions = machine.resume(with: final, elapsed: elapsed)
        if isAcknowledged {
            // The caller has it; what is left is to absorb stragglers.
            actions = machine.acknowledged().filter { $0 != .reportAcknowledged }
        }
        self.add(
            ServerTransaction(
                machine: .invite(machine), method: .invite, destination: recipe.destination, connection: nil,
                tag: recipe.tag, peer: self.peer(of: recipe)), recipe.key)
        self.perform(recipe.key) { _ in actions }
    }

    private func peer(of recipe: ResponseRecipe) -> PeerNumber {
        self.environment.policy.admission(of: recipe.source).peer
    }

    // MARK: Actions

    private func perform(
        _ key: TransactionKey, _ input: (inout ServerTransaction) -> [ServerTransactionAction]
    ) {
        guard let actions = self.transactions[key].mutate(input),
            let transaction = self.transactions[key]
        else { return }
        for action in actions {
            switch action {
            case .send(let response, let isRetransmission):
                self.send(response, isRetransmission, transaction, key)
            case .schedule(let timer, let delay):
                self.timers?.schedule(TimerID(key: key, timer: timer), after: delay)
            case .cancel(let timer):
                self.timers?.cancel(TimerID(key: key, timer: timer))
            case .reportAcknowledged:
                self.user?.acknowledged(key)
            case .terminate(.acknowledgementMissing):
                self.metrics.acknowledgementMissing(of: transaction.peer)
                self.remove(key)
                self.user?.acknowledgementMissing(key)
            case .terminate(.completed):
                self.remove(key)
            }
        }
    }

    private func send(
        _ response: EncodedResponse, _ isRetransmission: Bool, _ transaction: ServerTransaction, _ key: TransactionKey
    ) {
        if isRetransmission {
            self.metrics.sentAgain(of: transaction.peer)
        } else {
            self.metrics.sent(response.statusCode, to: transaction.method, of: transaction.peer)
        }
        let isFinal = response.statusCode >= 200
        // Over UDP another try is under way; over a stream there is none, also after a restart (D7).
        let isLastTry = !isRetransmission || transaction.destination.transport.isReliable
        self.transmit(response.bytes, transaction.destination, transaction.connection, key) { [weak self] in
            self?.assumeIsolated { layer in
                layer.metrics.notSent(of: transaction.peer)
                if isFinal, isLastTry { layer.user?.sendFailed(key) }
            }
        }
    }

    /// Hands bytes to the transport. The key is nil outside of a transaction.
    private func transmit(
        _ bytes: [UInt8], _ destination: ResponseDestination, _ connection: ConnectionID?, _ key: TransactionKey?,
        onFailure: @escaping @Sendable () -> Void = {}
    ) {
        if let observer = self.observer { observer.sent(bytes, to: destination, key?.invite) }
        self.environment.sender.send(bytes, to: destination, over: connection, onFailure: onFailure)
    }

    private func fireTimers() {
        while let due = self.timers?.popDue() {
            self.perform(due.key) { $0.fired(due.timer) }
        }
    }
}

extension Optional {
    /// Changes the value in place, when there is one.
    fileprivate mutating func mutate<Result>(_ change: (inout Wrapped) -> Result) -> Result? {
        guard var value = self else { return nil }
        self = nil
        defer { self = value }
        return change(&value)
    }
}
