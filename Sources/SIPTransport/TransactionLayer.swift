import LoopTimers
package import NIOCore
import Observability
package import SIPCore
package import SIPMessage
package import SIPTransaction

/// The transaction layer of one event loop (RFC 3261 §17): it matches messages to server transactions, performs what
/// their machines say, and owns their timers. Its state needs no lock: the actor's executor is the loop itself, and the
/// channels of that loop call it directly.
package actor TransactionLayer {
    nonisolated let loop: any EventLoop
    let environment: Environment
    private let parser: SIPParser
    /// The layers of all loops; nil when there is one loop.
    private(set) var layers: TransactionLayers?
    /// What other loops handed over.
    nonisolated let mailbox: Mailbox
    private(set) var user: (any TransactionUser)?
    private var observer: (any MessageObserver)?
    private var table = TransactionTable()
    private var timers: LoopTimers?
    private var metrics: SIPMetrics

    package nonisolated var unownedExecutor: UnownedSerialExecutor { self.loop.executor.asUnownedSerialExecutor() }

    package init(on loop: any EventLoop, _ environment: Environment) {
        self.loop = loop
        self.mailbox = Mailbox(of: loop, limit: Self.waitingMessages)
        self.environment = environment
        self.parser = SIPParser(limits: environment.limits)
        self.metrics = environment.metrics
    }

    /// Ties the layer to the one above it, before the first message.
    ///
    /// - Parameters:
    ///   - observer: sees the messages; nil costs nothing.
    ///   - layers: those of all loops, this one among them; nil when there is one loop.
    package func start(
        _ user: any TransactionUser, observer: (any MessageObserver)? = nil, among layers: TransactionLayers? = nil
    ) {
        self.user = user
        self.observer = observer
        self.layers = layers
        self.timers = LoopTimers(on: self.loop) { [weak self] in self?.assumeIsolated { $0.fireTimers() } }
    }

    /// Returns when what was handed to this layer's loop before is done.
    package func settle() {}

    /// How many transactions live.
    package var count: Int { self.table.count }

    // MARK: Messages from the transport

    /// A datagram arrived.
    package func receive(datagram: [UInt8], _ arrival: Arrival) {
        let admission = self.environment.policy.admission(of: arrival.source)
        guard admission != .drop else { return self.metrics.dropped(.source, of: .stranger) }
        // Four bytes of line ends keep a NAT binding open; nothing shorter than a start line is a message.
        guard datagram.count > 4, !self.isRefusedUnread(datagram, arrival, admission) else { return }
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
        guard !self.isRefusedUnread(streamMessage, arrival, admission) else { return true }
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

    /// Refuses a new call of a source that may have no more for now, before more is read of it than its Via (OVL-2). What
    /// belongs to a call that lives goes on.
    private func isRefusedUnread(_ bytes: [UInt8], _ arrival: Arrival, _ admission: SourceAdmission) -> Bool {
        guard bytes.starts(with: "INVITE ".utf8), !self.environment.policy.hasRoom(forCallFrom: arrival.source),
            let outline = self.parser.outline(bytes, isStreamMessage: arrival.transport.isReliable),
            let key = TransactionKey(inviteWith: outline.topVia)
        else { return false }
        if let home = self.otherHome(of: key) { return self.handOverUnread(bytes, arrival, to: home) }
        guard self.table.place(of: key) == nil else { return false }
        self.observer?.received(bytes, arrival, key)
        self.metrics.received(.invite, over: arrival.transport, of: admission.peer)
        self.metrics.refused(.overload, of: admission.peer)
        let refusal = StatelessRefusal.response(
            503, to: outline, arrival, [.retryAfter(seconds: 1)], tag: self.environment.statelessTag)
        self.transmit(refusal.bytes, refusal.destination, arrival.connection, nil)
        return true
    }

    /// Only the loop of its transaction can tell whether the call lives. What came over a connection is read here all the
    /// same, because the connection belongs to this loop.
    private func handOverUnread(_ bytes: [UInt8], _ arrival: Arrival, to home: TransactionLayer) -> Bool {
        guard !arrival.transport.isReliable else { return false }
        if !home.takeOver({ $0.receive(datagram: bytes, arrival) }) {
            self.metrics.dropped(.busy, of: self.environment.policy.admission(of: arrival.source).peer)
        }
        return true
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
        guard let home = self.otherHome(of: key) else { return self.take(request, key, arrival, admission) }
        guard !home.takeOver({ $0.take(request, key, arrival, admission) }) else { return }
        guard arrival.transport.isReliable, request.method != .ack else {
            return self.metrics.dropped(.busy, of: admission.peer)
        }
        self.answerStatelessly(
            .overload, 503, request, { self.recipe(request, key, arrival, admission, tag: $0) }, arrival,
            [.retryAfter(seconds: 1)])
    }

    private func recipe(
        _ request: SIPRequest, _ key: TransactionKey, _ arrival: Arrival, _ admission: SourceAdmission, tag: String
    ) -> ResponseRecipe {
        ResponseRecipe(request, key: key, arrival: arrival, isTrusted: admission.isTrusted, tag: tag)
    }

    /// Deals with a request whose transaction lives here, or would.
    private func take(
        _ request: SIPRequest, _ key: TransactionKey, _ arrival: Arrival, _ admission: SourceAdmission
    ) {
        let place = self.table.place(of: key)
        if request.method == .ack {
            guard let place else { return self.metrics.dropped(.ack, of: admission.peer) }
            return self.perform(at: place) { $0.acknowledged() }
        }
        if let place {
            if admission != .reject, let connection = arrival.connection {
                // The caller came back over another connection, or after a restart: there it waits for the response.
                self.table.transactions[place]?.connection = connection
            }
            self.metrics.receivedAgain(of: admission.peer)
            return self.perform(at: place) { $0.retransmissionReceived() }
        }
        func recipe(tag: String) -> ResponseRecipe {
            self.recipe(request, key, arrival, admission, tag: tag)
        }
        guard admission != .reject else {
            return self.answerStatelessly(.stranger, 403, request, recipe(tag:), arrival)
        }
        guard self.table.count < self.environment.capacity || request.method == .cancel else {
            return self.answerStatelessly(
                .transactions, 503, request, recipe(tag:), arrival, [.retryAfter(seconds: 5)])
        }
        guard request.method != .cancel else { return self.cancel(request, key, recipe(tag:), arrival) }
        guard let user = self.user, user.hasRoom else {
            return self.answerStatelessly(.overload, 503, request, recipe(tag:), arrival, [.retryAfter(seconds: 1)])
        }
        switch self.environment.policy.admission(of: request, arrival) {
        case .dropped: self.metrics.dropped(.scanner, of: admission.peer)
        case .refused(let status, let headers):
            self.answerStatelessly(.overload, status, request, recipe(tag:), arrival, headers)
        case .admitted:
            let recipe = recipe(tag: self.environment.makeTag())
            let place = self.begin(request.method, recipe, arrival.connection, of: admission.peer)
            user.received(request, recipe, arrival)
            if request.method != .invite { self.perform(at: place) { $0.leftUnanswered(late: recipe) } }
        }
    }

    /// CAN-1: a CANCEL is answered here, whatever becomes of the INVITE.
    private func cancel(
        _ request: SIPRequest, _ key: TransactionKey, _ recipe: (String) -> ResponseRecipe, _ arrival: Arrival
    ) {
        let inviteKey = TransactionKey.invite(cancelledBy: request)
        guard let place = self.table.place(of: inviteKey), let invite = self.table.transactions[place],
            case .invite = invite.machine
        else {
            return self.answerStatelessly(.cancel, 481, request, recipe, arrival)
        }
        self.metrics.cancelled(beforeFinal: invite.isUndecidedInvite, of: invite.peer)
        let recipe = recipe(invite.tag)
        let response = recipe.response(200)
        self.perform(at: self.begin(.cancel, recipe, arrival.connection, of: invite.peer)) {
            $0.respond(with: response)
        }
        if invite.isUndecidedInvite {
            self.user?.cancelled(inviteKey)
        }
    }

    func begin(
        _ method: SIPMethod, _ recipe: ResponseRecipe, _ connection: ConnectionID?, of peer: PeerNumber
    ) -> Int {
        let isReliable = recipe.destination.transport.isReliable
        let timing = self.environment.timing
        let machine: ServerTransaction.Machine =
            method == .invite
            ? .invite(ServerInviteTransaction(timing: timing, isReliable: isReliable))
            : .other(ServerNonInviteTransaction(timing: timing, isReliable: isReliable))
        return self.add(
            ServerTransaction(
                key: recipe.key, machine: machine, method: method, destination: recipe.destination,
                connection: connection, tag: recipe.tag, peer: peer))
    }

    func add(_ transaction: ServerTransaction) -> Int {
        let place = self.table.insert(transaction)
        self.metrics.transactionBegan()
        return place
    }

    private func remove(at place: Int) {
        // The machine stopped both of its timers; were one left, it would meet whoever has the place next.
        self.cancel(.g, place)
        self.cancel(.h, place)
        self.table.remove(at: place)
        self.metrics.transactionEnded()
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
        guard let place = self.table.place(of: key) else { return }
        self.perform(at: place) { $0.respond(with: response) }
    }

    // MARK: Actions

    func perform(at place: Int, _ input: (inout ServerTransaction) -> [ServerTransactionAction]) {
        guard let actions = self.table.transactions[place]?.apply(input) else { return }
        for action in actions {
            switch action {
            case .send(let response, let isRetransmission): self.send(response, isRetransmission, place)
            case .schedule(let timer, let delay): self.schedule(timer, after: delay, place)
            case .cancel(let timer): self.cancel(timer, place)
            case .reportAcknowledged:
                guard let key = self.table.transactions[place]?.key else { return }
                self.user?.acknowledged(key)
            case .terminate(let termination): return self.terminate(termination, place)
            }
        }
    }

    private func schedule(_ timer: ServerTransactionTimer, after delay: Duration, _ place: Int) {
        self.cancel(timer, place)
        let token = UInt64(place) << 8 | UInt64(timer.rawValue)
        let running = self.timers?.schedule(token, after: delay, tolerance: timer.tolerance)
        self.table.transactions[place]?.keep(running, for: timer)
    }

    private func cancel(_ timer: ServerTransactionTimer, _ place: Int) {
        guard let running = self.table.transactions[place]?.takeTimer(timer) else { return }
        self.timers?.cancel(running)
    }

    private func terminate(_ termination: ServerTransactionTermination, _ place: Int) {
        guard let transaction = self.table.transactions[place] else { return }
        self.remove(at: place)
        if termination == .acknowledgementMissing {
            self.metrics.acknowledgementMissing(of: transaction.peer)
            self.user?.acknowledgementMissing(transaction.key)
        }
    }

    private func send(_ response: EncodedResponse, _ isRetransmission: Bool, _ place: Int) {
        guard let transaction = self.table.transactions[place] else { return }
        if isRetransmission {
            self.metrics.sentAgain(of: transaction.peer)
        } else {
            self.metrics.sent(response.statusCode, to: transaction.method, of: transaction.peer)
        }
        let (key, peer) = (transaction.key, transaction.peer)
        // Over UDP another try is under way; over a stream there is none, also after a restart (D7).
        let isLastTry = !isRetransmission || transaction.destination.transport.isReliable
        let tellsUser = response.statusCode >= 200 && isLastTry
        self.transmit(response.bytes, transaction.destination, transaction.connection, key) { [self] in
            self.assumeIsolated { $0.notSent(key, of: peer, tellsUser: tellsUser) }
        }
    }

    private func notSent(_ key: TransactionKey, of peer: PeerNumber, tellsUser: Bool) {
        self.metrics.notSent(of: peer)
        if tellsUser { self.user?.sendFailed(key) }
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
        while let (_, token) = self.timers?.popDue() {
            guard let timer = ServerTransactionTimer(rawValue: UInt8(truncatingIfNeeded: token)) else { continue }
            let place = Int(token >> 8)
            _ = self.table.transactions[place]?.takeTimer(timer)
            self.perform(at: place) { $0.fired(timer) }
        }
    }
}

extension ServerTransactionTimer {
    /// How much later than its time a timer may fire, so that many share one wake-up: those that only forget may be a tenth of
    /// a second late, and nobody can tell.
    fileprivate var tolerance: TimeAmount {
        switch self {
        case .g, .trying: .zero
        case .h, .i, .j: .milliseconds(100)
        }
    }
}
