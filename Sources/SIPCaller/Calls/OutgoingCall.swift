package import SIPMessage
package import SIPTransaction

/// One call, from the INVITE to its end, as RFC 3261 wants a caller to behave.
///
///     INVITE --300-699--> ACK, over
///            --2xx--> ACK, BYE --200--> over
///            --1xx, hang up--> CANCEL --487--> ACK, over
///
/// It follows no redirect and takes no call: what it is told is what it reports. Final responses that come again are
/// acknowledged again, after the end too. It owns the transactions and makes one machine of them, which does no I/O and
/// reads no clock.
package struct OutgoingCall: Sendable, Hashable {
    package enum Timer: Sendable, Hashable {
        case invite(ClientTransactionTimer)
        case cancel(ClientTransactionTimer)
        /// Of the dialog with this To tag.
        case bye(tag: String, ClientTransactionTimer)
        /// The caller wants to hang up by then.
        case hangUp
        /// A cancelled call is over by then, whatever comes (RFC 3261 §9.1).
        case patience
    }

    package enum Action: Sendable, Hashable {
        /// Send to where the INVITE goes.
        case send(SIPRequest, isRetransmission: Bool)
        /// Send to the next hop of the dialog.
        case sendInDialog(SIPRequest, nextHop: SIPURI)
        case reply(SIPResponse)
        case schedule(Timer, after: Duration)
        case cancel(Timer)
        /// A response to the INVITE, for the caller to see; retransmissions of final ones are left out.
        case report(SIPResponse)
        /// The call is over. This comes once.
        case end(CallOutcome)
    }

    /// Hanging up before there was a provisional response has to wait for one (§9.1).
    enum Wish: Hashable {
        case none, wanted(within: Duration?), cancelSent
    }

    /// A 2xx that came, and the way out of it.
    struct Answered: Hashable {
        let dialog: EstablishedDialog
        var bye: ClientNonInviteTransaction
    }

    let invite: SIPRequest
    var transaction: ClientInviteTransaction
    var cancel: ClientNonInviteTransaction?
    var answered: [String: Answered] = [:]
    var answer: SIPResponse?
    var wish = Wish.none
    var isPlanned = false
    var isOver = false
    let timing: TransactionTiming
    let isReliable: Bool
    let patience: Duration
    private let hangUpAfter: Duration?
    let mark: String

    /// A call that has not begun.
    ///
    /// - Parameters:
    ///   - patience: how long to wait for a first response; 64·T1 when nil.
    ///   - hangUpAfter: when to cancel the call, counted from the INVITE; nil leaves it ringing.
    ///   - mark: a token that makes the branches of this call unlike all others.
    package init(
        invite: SIPRequest, timing: TransactionTiming = TransactionTiming(), isReliable: Bool,
        patience: Duration? = nil, hangUpAfter: Duration? = nil, mark: String
    ) {
        self.invite = invite
        self.transaction = ClientInviteTransaction(
            request: invite, timing: timing, isReliable: isReliable, patience: patience)
        self.timing = timing
        self.isReliable = isReliable
        self.patience = patience ?? timing.lifetime
        self.hangUpAfter = hangUpAfter
        self.mark = mark
    }

    /// Sends the INVITE.
    package mutating func start() -> [Action] {
        let sent = self.perform(self.transaction.start())
        return sent + (self.hangUpAfter.map { sent.isEmpty ? [] : [.schedule(.hangUp, after: $0)] } ?? [])
    }

    /// A response arrived. What belongs to no transaction of this call is dropped.
    package mutating func received(_ response: SIPResponse) -> [Action] {
        guard let key = ClientTransactionKey(response) else { return [] }
        if key == ClientTransactionKey(self.invite) { return self.perform(self.transaction.received(response)) }
        if let actions = self.cancel?.received(response, matching: key) {
            return actions.compactMap { Self.action($0) { .cancel($0) } }
        }
        for (tag, var answered) in self.answered {
            guard let actions = answered.bye.received(response, matching: key) else { continue }
            self.answered[tag] = answered
            return self.performBye(actions, tag)
        }
        return []
    }

    /// A request arrived on the call's own sockets: the other side may hang up first. Others get no answer.
    package func received(_ request: SIPRequest) -> [Action] {
        guard request.method == .bye, request.callID == self.invite.callID else { return [] }
        var headers = SIPHeaders()
        for name in [SIPHeaderName.via, .from, .to, .callID, .cSeq] { headers.copy(name, from: request.headers) }
        return [.reply(SIPResponse(statusCode: 200, reasonPhrase: "OK", headers: headers))]
    }

    /// A timer ran out.
    package mutating func fired(_ timer: Timer) -> [Action] {
        switch timer {
        case .invite(let letter): return self.perform(self.transaction.fired(letter))
        case .cancel(let letter):
            return (self.cancel?.fired(letter) ?? []).compactMap { Self.action($0) { .cancel($0) } }
        case .bye(let tag, let letter):
            guard let actions = self.answered[tag]?.bye.fired(letter) else { return [] }
            return self.performBye(actions, tag)
        case .hangUp:
            self.isPlanned = self.wish == .none
            return self.hangUp(within: nil)
        case .patience: return self.end(.failed(.cancelUnanswered))
        }
    }

    /// The caller has had enough. A CANCEL leaves as soon as it may; a call that was decided meanwhile stays decided.
    ///
    /// - Parameter limit: when the call is over at the latest, counted from now; nil grants the other side the time
    ///   that the standard grants it, 64·T1 from the CANCEL.
    package mutating func hangUp(within limit: Duration?) -> [Action] {
        guard !self.isOver, self.answer == nil else { return [] }
        let bound: [Action] = limit.map { [.schedule(.patience, after: $0)] } ?? []
        switch (self.transaction.state, self.wish) {
        case (.calling, .wanted) where limit == nil:
            return []
        case (.calling, _):
            self.wish = .wanted(within: limit)
            return bound
        case (.proceeding, .cancelSent):
            return bound
        case (.proceeding, .none), (.proceeding, .wanted):
            self.wish = .wanted(within: limit)
            return bound + self.sendCancel()
        case (.idle, _), (.completed, _), (.accepted, _), (.terminated, _):
            return []
        }
    }

    /// The system says that something that was sent did not arrive: nobody listens there, or no way leads there.
    package mutating func transportFailed(_ reason: String) -> [Action] {
        if case .calling = self.transaction.state {
            return self.perform(self.transaction.transportFailed(), reason: reason)
        }
        if self.answer != nil {
            var actions: [Action] = []
            for tag in self.answered.keys.sorted() {
                actions += self.performBye(self.answered[tag]?.bye.transportFailed() ?? [], tag)
            }
            return actions
        }
        guard let failed = self.cancel?.transportFailed(), !failed.isEmpty else { return [] }
        return failed.compactMap { Self.action($0) { .cancel($0) } } + self.end(.failed(.unreachable(reason)))
    }

    /// The connection is gone, and with it the way for a response.
    package mutating func connectionClosed() -> [Action] {
        if let answer = self.answer { return self.end(.answered(answer, isHungUp: false)) }
        return self.end(.failed(.connectionClosed))
    }
}
