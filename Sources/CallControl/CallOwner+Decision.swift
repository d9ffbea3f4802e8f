import CallAutomationModel
package import CallRouting
import LoopTimers
import NIOCore

// Requests that decide calls: rows 6 and 9 to 12 of the answer table.
extension CallOwner {
    /// How long a request waits for another one that decides the same call.
    static let parkingTime: Duration = .seconds(2)

    /// Decides a call, and answers when the decision is on disk and handed to the caller's side.
    ///
    /// It goes on when the client leaves: a request that arrived whole is carried out (D5).
    ///
    /// - Parameter then: gets the outcome, once, on the owner's loop.
    package nonisolated func decide(
        _ request: DecisionRequest, then: @escaping @Sendable (DecisionOutcome) -> Void
    ) {
        self.loop.execute {
            self.assumeIsolated { $0.take(request, then) }
        }
    }

    /// The same for whoever can wait.
    package func decide(_ request: DecisionRequest) async -> DecisionOutcome {
        await withCheckedContinuation { continuation in
            self.take(request) { continuation.resume(returning: $0) }
        }
    }

    /// Row 6 for a request that just came, then the others: at once for a call in memory, else when its row is read.
    func take(_ request: DecisionRequest, _ then: @escaping @Sendable (DecisionOutcome) -> Void) {
        if let record = request.repeatability {
            // Row 6: what was answered before is answered again, whatever became of the call.
            switch self.ledger.find(record.key, fingerprint: record.fingerprint, firstSent: record.firstSent) {
            case .done(let id): return then(.accepted(id))
            case .mismatch: return then(.repeatabilityMismatch)
            case .new, .running: break
            }
        }
        if self.calls[request.call] != nil { return self.attempt(request, row: nil, then) }
        // Not live: what was decided is in the row, if there is one.
        Task {
            do {
                let row = try await self.environment.store.call(request.call)
                self.attempt(request, row: row, then)
            } catch {
                then(.unavailable)
            }
        }
    }

    private func attempt(
        _ request: DecisionRequest, row: CallRecord?, _ then: @escaping @Sendable (DecisionOutcome) -> Void
    ) {
        let number = self.nextNumber()
        // A request that names no hop means the one that rings when it comes, also if it has to wait.
        let hop = request.hop ?? self.calls[request.call]?.record.hopNumber
        self.requests[number] = PendingRequest(request: request, hop: hop, row: row, then: then)
        self.attempt(number)
    }

    /// What the ledger knows about a request, before its body is looked at (row 6).
    package func repeatabilityFinding(
        _ key: RepeatabilityRecord.Key, fingerprint: [UInt8], firstSent: Int64
    ) -> RepeatabilityLedger.Finding {
        self.ledger.find(key, fingerprint: fingerprint, firstSent: firstSent)
    }

    /// The call whose context has this further name.
    package func callID(named name: String) async throws -> CallID? {
        if let id = self.namedContexts[name] { return id }
        return try await self.environment.store.call(namedContext: name)?.id
    }

    // MARK: Live calls

    /// Rows 6 and 9 to 12 in one step.
    func attempt(_ number: CallLifecycle.RequestID) {
        guard let pending = self.requests[number] else { return }
        let request = pending.request
        guard let call = self.calls[request.call] else { return self.attemptByRow(number) }
        let hop = pending.hop ?? call.record.hopNumber
        if let refusal = Self.refusal(of: request.principal, toDecide: call.record, at: hop) {
            return self.finish(number, refusal)
        }
        if let record = request.repeatability {
            switch self.ledger.find(record.key, fingerprint: record.fingerprint, firstSent: record.firstSent) {
            case .new:
                if let refusal = self.refusal(of: record) { return self.finish(number, refusal) }
            case .running where call.lifecycle.isOutcomeUnknown: return self.finish(number, .unavailable)
            case .running: return self.park(number, request.call)
            case .done(let id): return self.finish(number, .accepted(id))
            case .mismatch: return self.finish(number, .repeatabilityMismatch)
            }
        }
        let isCurrent = hop == call.record.hopNumber
        if isCurrent, case .failing = self.storeHealth, !call.lifecycle.isEnded {
            return self.finish(number, .unavailable)
        }
        guard isCurrent, call.lifecycle.isRinging else {
            // The target no longer matters: the lifecycle compares, refuses, or lets the request wait.
            let decision = self.decision(request, contact: nil)
            return self.perform(request.call) { $0.decide(decision, at: hop, for: number) }
        }
        switch self.verdict(on: request, call) {
        case .failure(let refusal):
            self.finish(number, refusal.outcome)
        case .success(let verdict):
            guard self.reserveHop(verdict, request.call) else { return self.finish(number, .unavailable) }
            if let record = request.repeatability {
                self.ledger.begin(record.key, fingerprint: record.fingerprint, firstSent: record.firstSent)
            }
            call.reservedRepeatability = request.repeatability
            self.perform(request.call) {
                $0.decide(verdict.decision, at: hop, leadingTo: verdict.consequence, for: number)
            }
        }
    }

    /// Row 9: whether the call is one of the principal's; nil when it is.
    private static func refusal(
        of principal: Principal, toDecide call: CallRecord, at hop: Int
    ) -> DecisionOutcome? {
        guard call.resource == principal.resource else { return .otherResource }
        return principal.mayDecide(callTo: call.callee(atHop: hop)) ? nil : .otherUsersCall
    }

    /// What a request is told whose id cannot be tracked.
    private func refusal(of record: RepeatabilityRecord) -> DecisionOutcome? {
        switch self.ledger.room(for: record.key) {
        case .free: nil
        case .ownLimit: .throttled
        case .full: .unavailable
        }
    }

    private func decision(_ request: DecisionRequest, contact: String?) -> Decision {
        let (now, decider) = (self.environment.now(), request.principal.decider)
        switch request.wish {
        case .redirect(let target, let onward):
            return Decision(.redirect(target: target, contact: contact), by: decider, at: now, handingOn: onward)
        case .reject(let reason):
            return Decision(.reject(reason), by: decider, at: now)
        }
    }

    private func verdict(on request: DecisionRequest, _ call: LiveCall) -> Result<Verdict, TargetRefusal> {
        switch request.wish {
        case .reject:
            .success(Verdict(decision: self.decision(request, contact: nil)))
        case .redirect(let target, let onward):
            self.destination(of: target, for: call.subject).map { destination in
                let contact = destination.contact.map { uri in
                    call.caller?.contact(uri, handingOn: onward.sipHeaders) ?? uri
                }
                return Verdict(
                    decision: self.decision(request, contact: contact), nextCallee: destination.nextCallee)
            }
        }
    }

    // MARK: Answers

    /// The lifecycle answers a request.
    func answer(_ number: CallLifecycle.RequestID, _ answer: CallLifecycle.Answer, _ id: CallID) {
        guard let request = self.requests[number]?.request else { return }
        switch answer {
        case .conflict: self.finish(number, .conflict)
        case .notRinging: self.finish(number, .notRinging)
        case .unavailable: self.finish(number, .unavailable)
        case .accepted: self.accept(number, request, id)
        }
    }

    /// The request's decision stands. A request that repeats it under an id of its own is on disk, too, before its 204.
    private func accept(_ number: CallLifecycle.RequestID, _ request: DecisionRequest, _ id: CallID) {
        if let record = request.repeatability,
            self.ledger.find(record.key, fingerprint: record.fingerprint, firstSent: record.firstSent) == .new
        {
            self.remember(record, number, id)
        } else {
            // A simulated call that is over has that in its row.
            if let call = self.calls[id], call.caller != nil || !call.lifecycle.isEnded { self.mark(.accepted, id) }
            self.finish(number, .accepted(id))
        }
    }

    /// A request repeats a standing decision under a new id: the 204 is remembered under that id, too.
    private func remember(_ record: RepeatabilityRecord, _ number: CallLifecycle.RequestID, _ id: CallID) {
        self.ledger.begin(record.key, fingerprint: record.fingerprint, firstSent: record.firstSent)
        self.submit(.remember(record), id) { owner, result in
            switch result {
            case .stored:
                owner.ledger.finish(record)
                owner.finish(number, .accepted(id))
            case .conflict, .refused:
                owner.ledger.abandon(record.key)
                owner.finish(number, .unavailable)
            }
            owner.unpark(id)
        }
    }

    private func finish(_ number: CallLifecycle.RequestID, _ outcome: DecisionOutcome) {
        self.timers?.cancel(.parked(number))
        self.requests.removeValue(forKey: number)?.then(outcome)
    }

    /// The reserved decision is on disk, and its repeatability record with it.
    func finishReservation(_ id: CallID) {
        guard let call = self.calls[id] else { return }
        if let record = call.reservedRepeatability { self.ledger.finish(record) }
        call.forgetReservation()
    }

    /// The reserved decision is certainly not on disk.
    func abandonReservation(_ id: CallID) {
        guard let call = self.calls[id] else { return }
        if let record = call.reservedRepeatability { self.ledger.abandon(record.key) }
        call.forgetReservation()
    }

    // MARK: Waiting for another request

    func park(_ number: CallLifecycle.RequestID, _ id: CallID) {
        self.parked[id, default: []].append(number)
        guard self.requests[number]?.hasWaited == false else { return }
        self.requests[number]?.hasWaited = true
        self.timers?.schedule(.parked(number), after: Self.parkingTime)
    }

    func unpark(_ id: CallID) {
        for number in self.parked.removeValue(forKey: id) ?? [] {
            self.attempt(number)
        }
    }

    func parkedTooLong(_ number: CallLifecycle.RequestID) {
        // It may be carried out itself by now.
        guard let id = self.requests[number]?.request.call, let parked = self.parked[id], parked.contains(number) else {
            return
        }
        let others = parked.filter { $0 != number }
        self.parked[id] = others.isEmpty ? nil : others
        let isSick = self.storeHealth != .writing || self.calls[id]?.lifecycle.isOutcomeUnknown == true
        self.finish(number, isSick ? .unavailable : .running)
        self.forgetIfFinished(id)
    }

    // MARK: Calls that are over

    /// Rows 6, 9 and 10 for a call that only its row knows.
    private func attemptByRow(_ number: CallLifecycle.RequestID) {
        guard let request = self.requests[number]?.request, let row = self.requests[number]?.row else {
            return self.finish(number, .notRinging)
        }
        let hop = self.requests[number]?.hop ?? row.hopNumber
        if let refusal = Self.refusal(of: request.principal, toDecide: row, at: hop) {
            return self.finish(number, refusal)
        }
        if let record = request.repeatability {
            switch self.ledger.find(record.key, fingerprint: record.fingerprint, firstSent: record.firstSent) {
            case .new:
                if let refusal = self.refusal(of: record) { return self.finish(number, refusal) }
            case .running: return self.park(number, row.id)
            case .done(let id): return self.finish(number, .accepted(id))
            case .mismatch: return self.finish(number, .repeatabilityMismatch)
            }
        }
        let lifecycle = CallLifecycle(recovered: row)
        // A row that says `ringing` of a call that nobody holds is none that could be decided.
        let answer = lifecycle.standingAnswer(to: self.decision(request, contact: nil), at: hop) ?? .notRinging
        self.answer(number, answer, row.id)
    }
}
