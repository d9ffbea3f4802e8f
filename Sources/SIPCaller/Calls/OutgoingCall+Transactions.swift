import SIPMessage
import SIPTransaction

extension OutgoingCall {
    /// What the INVITE's transaction wants, and what follows from it.
    mutating func perform(_ actions: [ClientTransactionAction], reason: String = "") -> [Action] {
        var result: [Action] = []
        for action in actions {
            switch action {
            case .send, .schedule, .cancel:
                if let action = Self.action(action, { .invite($0) }) { result.append(action) }
            case .deliver(let response): result += self.delivered(response)
            case .terminate(.timedOut): result += self.end(.failed(.noResponse(within: self.patience)))
            case .terminate(.transportFailed): result += self.end(.failed(.unreachable(reason)))
            case .terminate(.completed): break
            }
        }
        return result
    }

    mutating func delivered(_ response: SIPResponse) -> [Action] {
        // A call that was given up is still hung up on when somebody answers it at last.
        if self.isOver, !(200..<300).contains(response.statusCode) { return [] }
        switch response.statusCode {
        case ..<200:
            guard case .wanted = self.wish else { return [.report(response)] }
            return [.report(response)] + self.sendCancel()
        case ..<300: return self.answered(response)
        case ..<400: return [.report(response)] + self.end(.redirected(response))
        case 487 where self.wish == .cancelSent:
            return [.report(response)] + self.end(.cancelled(response, asPlanned: self.isPlanned))
        default: return [.report(response)] + self.end(.refused(response))
        }
    }

    /// A 2xx: acknowledged each time it comes, and hung up on. Where the call was forked there may be several, each with
    /// a dialog of its own.
    mutating func answered(_ response: SIPResponse) -> [Action] {
        let tag = response.toTag ?? ""
        if let known = self.answered[tag]?.dialog {
            return [.sendInDialog(known.acknowledgement, nextHop: known.nextHop)]
        }
        let mark = "\(self.mark)\(self.answered.count)"
        let isFirst = self.answer == nil
        self.answer = self.answer ?? response
        let report: [Action] = self.isOver ? [] : [.report(response)]
        guard let dialog = EstablishedDialog(invite: self.invite, response: response, mark: mark) else {
            return report + self.end(.answered(response, isHungUp: false))
        }
        let bye = ClientNonInviteTransaction(request: dialog.bye, timing: self.timing, isReliable: self.isReliable)
        var answered = Answered(dialog: dialog, bye: bye)
        let started = answered.bye.start()
        self.answered[tag] = answered
        let stopped: [Action] = isFirst ? [.cancel(.hangUp), .cancel(.patience)] : []
        return report + stopped
            + [.sendInDialog(dialog.acknowledgement, nextHop: dialog.nextHop)] + self.performBye(started, tag)
    }

    mutating func performBye(_ actions: [ClientTransactionAction], _ tag: String) -> [Action] {
        guard let answer = self.answer, let hop = self.answered[tag]?.dialog.nextHop else { return [] }
        var result: [Action] = []
        for action in actions {
            switch action {
            case .send(let request, _): result.append(.sendInDialog(request, nextHop: hop))
            case .schedule, .cancel:
                if let action = Self.action(action, { .bye(tag: tag, $0) }) { result.append(action) }
            case .deliver(let response) where response.isFinal:
                result += self.end(.answered(answer, isHungUp: true))
            case .terminate(.timedOut), .terminate(.transportFailed):
                result += self.end(.answered(answer, isHungUp: false))
            case .deliver, .terminate(.completed): break
            }
        }
        return result
    }

    mutating func sendCancel() -> [Action] {
        guard case .wanted(let limit) = self.wish, let request = self.invite.cancellation() else { return [] }
        self.wish = .cancelSent
        var transaction = ClientNonInviteTransaction(
            request: request, timing: self.timing, isReliable: self.isReliable)
        let actions = transaction.start().compactMap { Self.action($0) { .cancel($0) } }
        self.cancel = transaction
        return actions + (limit == nil ? [.schedule(.patience, after: self.timing.lifetime)] : [])
    }

    mutating func end(_ outcome: CallOutcome) -> [Action] {
        guard !self.isOver else { return [] }
        self.isOver = true
        return [.cancel(.hangUp), .cancel(.patience), .end(outcome)]
    }

    /// The part of a transaction's action that is done the same way for every transaction.
    static func action(
        _ action: ClientTransactionAction, _ timer: (ClientTransactionTimer) -> Timer
    ) -> Action? {
        switch action {
        case .send(let request, let isRetransmission): .send(request, isRetransmission: isRetransmission)
        case .schedule(let letter, let delay): .schedule(timer(letter), after: delay)
        case .cancel(let letter): .cancel(timer(letter))
        case .deliver, .terminate: nil
        }
    }
}

extension ClientNonInviteTransaction {
    /// Nil when the response belongs to another transaction.
    mutating func received(
        _ response: SIPResponse, matching key: ClientTransactionKey
    ) -> [ClientTransactionAction]? {
        key == ClientTransactionKey(self.request) ? self.received(response) : nil
    }
}
