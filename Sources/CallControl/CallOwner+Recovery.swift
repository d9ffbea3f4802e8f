package import CallRouting
import Logging
import LoopTimers
import Observability

// A restarted server: D8. It runs before the ready line, and before the first message is received.
extension CallOwner {
    /// A deadline that passed longer ago than this is recorded and not sent: the caller has given up (Timer C).
    static let longestLateness: Duration = .seconds(180)

    /// Takes up what the store holds.
    ///
    /// - Parameter resume: rebuilds the caller's SIP transaction from a row and sends what is due (100 for a ringing
    ///   call, the final response again for a decided one); nil for a simulated call.
    package func recover(_ recovery: StoreRecovery, resume: (CallRecord) -> (any CallerSide)?) {
        let now = self.environment.now()
        self.holdsEvents = true
        for record in recovery.repeatability {
            self.ledger.finish(record)
        }
        for record in recovery.calls.sorted(by: { $0.createdAt < $1.createdAt }) {
            if record.decision != nil {
                self.takeUpDecided(record, now: now, resume)
            } else {
                self.takeUpRinging(record, now: now, resume)
            }
        }
        guard !recovery.calls.isEmpty else { return }
        self.log(.notice, "calls taken up", nil, [.count(recovery.calls.count)])
    }

    /// Posts the events of recovered calls that were not accepted yet, once the server can take the answers.
    package func announceRecovered() {
        self.holdsEvents = false
        for id in self.unannounced {
            if self.calls[id]?.lifecycle.isRinging == true { self.publishEvents(id) }
            self.publishEventsAboutEnd(id)
            self.forgetIfFinished(id)
        }
        self.unannounced = []
        self.validatePending()
    }

    private func takeUpDecided(
        _ record: CallRecord, now: Timestamp, _ resume: (CallRecord) -> (any CallerSide)?
    ) {
        let caller = record.origin == .sip && record.isFinalYoung(now) ? resume(record) : nil
        // An acknowledged one lives on in its transaction alone, which absorbs stragglers of the INVITE and the ACK.
        let isAwaited = caller != nil && record.final?.acknowledged == false
        let isUntold = record.events.contains { $0.kind != .incomingCall && $0.state == .pending }
        guard isAwaited || isUntold else { return }
        self.calls[record.id] = LiveCall(
            record: record, lifecycle: CallLifecycle(recovered: record), caller: caller,
            isTransactionOver: !isAwaited, hasRow: true)
        if isUntold { self.unannounced.append(record.id) }
        self.mark(.restart, record.id)
        self.log(.debug, "call taken up", record.id, [.state(record.state)])
        self.note(record.id)
    }

    private func takeUpRinging(
        _ record: CallRecord, now: Timestamp, _ resume: (CallRecord) -> (any CallerSide)?
    ) {
        let id = record.id
        let lateness = now - record.deadline
        let isTooLate = lateness > Self.longestLateness
        // The clock may have been set back: no call rings longer than it may from now on.
        let longest = record.origin == .sip ? self.environment.settings.ringTimeout : record.ringTimeout
        let remaining = min(record.deadline - now, longest)
        let caller = isTooLate ? nil : resume(record)
        self.calls[id] = LiveCall(
            record: record.givingUpEvents(before: remaining > .zero ? record.hopNumber : record.hopNumber + 1),
            lifecycle: CallLifecycle(recovered: record), caller: caller, isTransactionOver: caller == nil, hasRow: true)
        if let name = record.namedContext { self.namedContexts[name] = id }
        self.mark(.restart, id)
        self.log(.debug, "call taken up", id, [.state(record.state)])
        // Also where the call ends now: that is told when the server is ready.
        self.unannounced.append(id)
        if remaining > .zero {
            self.timers?.schedule(.deadline(id), after: remaining)
        } else if isTooLate {
            // Nothing is sent, so the record must not say that the policy sent the caller anywhere.
            let decision = Decision(.timeout, by: .policy, at: now)
            self.perform(id) { $0.deadlinePassed(decision) }
        } else {
            self.deadlinePassed(id)
        }
        // Also where the call ends now: what became of its events is not part of that write.
        self.note(id)
    }
}

extension CallRecord {
    /// Whether the caller's transaction may still be there (D8).
    fileprivate func isFinalYoung(_ now: Timestamp) -> Bool {
        self.final.map { now - $0.at < MemoryCallTable.youngFinal } ?? false
    }

    /// The events of hops that the call has left, or leaves now, are not posted any more.
    fileprivate func givingUpEvents(before hop: Int) -> CallRecord {
        var record = self
        for index in record.events.indices
        where record.events[index].hop < hop && record.events[index].state == .pending {
            record.events[index].state = .failed
            record.events[index].failure = .callEnded
        }
        return record
    }
}
