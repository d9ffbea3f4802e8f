import CallAutomationModel
import CallRouting
import Logging
import LoopTimers
import NIOCore
import Observability

// The one place where the actions of call lifecycles are performed.
extension CallOwner {
    /// Feeds one input to a call's lifecycle and performs what it returns, in order.
    func perform(_ id: CallID, _ input: (inout CallLifecycle) -> [CallLifecycle.Action]) {
        guard let call = self.calls[id] else { return }
        for action in input(&call.lifecycle) {
            self.perform(action, id)
        }
    }

    private func perform(_ action: CallLifecycle.Action, _ id: CallID) {
        switch action {
        case .storeCall: self.storeCall(id)
        case .sendTrying: self.sendTrying(id)
        case .publishEvents:
            self.logRinging(id)
            self.publishEvents(id)
        case .commit(let decision): self.commit(decision, .ends, id)
        case .commitHop(let decision): self.commit(decision, .ringsOn, id)
        case .ringOn: self.ringOn(id)
        case .record(let decision): self.record(decision, id)
        case .log(let decision): self.log(decision, id)
        case .respond(let decision): self.respond(decision, id)
        case .refuse: self.refuse(id)
        case .answer(let request, let answer): self.answer(request, answer, id)
        case .park(let request): self.park(request, id)
        case .unpark: self.unpark(id)
        case .schedule(let timer): self.timers?.schedule(.lifecycle(id, timer), after: timer.duration)
        case .cancel(let timer): self.timers?.cancel(.lifecycle(id, timer))
        }
    }

    // MARK: Store

    private func storeCall(_ id: CallID) {
        guard let call = self.calls[id] else { return }
        self.submit(.ring(call.record), id) { owner, result in
            owner.storedAnswer(result == .stored, id)
            switch result {
            case .stored:
                owner.perform(id) { $0.stored() }
            case .conflict, .refused:
                owner.log(.error, "call not stored", id, [.reason(outside: "\(result)")])
                owner.perform(id) { $0.storingFailed() }
            }
        }
    }

    private func commit(_ decision: Decision, _ consequence: CallLifecycle.Consequence, _ id: CallID) {
        if consequence == .ends { self.prepareEvents(about: decision, id) }
        guard let call = self.calls[id] else { return }
        call.isCommitting = true
        let record = self.record(call, decision, consequence)
        let version = call.recordVersion
        let repeatability = call.reservedRepeatability
        let write: CallWrite =
            consequence == .ends ? .decide(record, repeatability) : .ringOn(record, repeatability)
        self.submit(write, id) { owner, result in
            let call = owner.calls[id]
            call?.isCommitting = false
            switch result {
            case .stored:
                owner.count(decision, id)
                if let call {
                    // What happened during the commit stays: an event may have been delivered meanwhile.
                    let isUnchanged = call.recordVersion == version
                    call.record = isUnchanged ? record : owner.record(call, decision, consequence)
                }
                owner.finishReservation(id)
                owner.perform(id) { $0.committed() }
                owner.noteAfterCommit(id)
            case .conflict, .refused:
                owner.abandonReservation(id)
                owner.log(.error, "decision not stored", id, [.reason(outside: "\(result)")])
                owner.perform(id) { $0.commitFailed() }
                if owner.calls[id]?.isNoteDue == true { owner.note(id) }
            }
        }
    }

    private func record(_ decision: Decision, _ id: CallID) {
        self.prepareEvents(about: decision, id)
        guard let call = self.calls[id] else { return }
        self.calls[id]?.record = self.decided(call, decision)
        guard let record = self.calls[id]?.record else { return }
        self.submit(.conclude(record), id) { owner, _ in
            owner.perform(id) { $0.recorded() }
            owner.endIsRecorded(id)
            owner.noteAfterCommit(id)
        }
    }

    private func log(_ decision: Decision, _ id: CallID) {
        guard let record = self.calls[id]?.record else { return }
        self.submit(.log(record), id) { owner, result in
            if result != .stored {
                owner.log(.error, "call not recorded", id, [.reason(outside: "\(result)")])
            }
            owner.storedAnswer(result == .stored, id)
            owner.endIsRecorded(id)
        }
    }

    private func record(
        _ call: LiveCall, _ decision: Decision, _ consequence: CallLifecycle.Consequence
    ) -> CallRecord {
        switch consequence {
        case .ends: self.decided(call, decision)
        case .ringsOn: self.ringingOn(call, decision)
        }
    }

    /// The record as it is once `decision` stands.
    func decided(_ call: LiveCall, _ decision: Decision) -> CallRecord {
        var record = call.record
        if let about = call.eventsAboutEnd, about.decision == decision { record.events += about.events }
        let disposition = call.caller?.disposition(of: decision) ?? decision.disposition
        record.state = decision.state
        record.decision = decision
        record.timeline.append(TimelineEntry(at: decision.at, name: decision.timelineName, detail: decision.detail))
        var contact: String?
        if case .redirect(let uri, _) = disposition { contact = "<\(uri)>" }
        // A simulated call has nobody to answer; its record shows what a caller would have got.
        let isSimulated = call.caller == nil
        let status = if case .redirect = decision.kind { 302 } else { disposition.status }
        record.final = FinalResponse(status: status, contact: contact, at: decision.at, acknowledged: isSimulated)
        if isSimulated {
            // The rest of the story is known, so that it needs no write of its own.
            record.timeline.append(TimelineEntry(at: decision.at, name: .final, detail: "\(status)"))
            if decision.isByRequest { record.timeline.append(TimelineEntry(at: decision.at, name: .accepted)) }
        }
        return record
    }

    // MARK: Caller's side

    private func sendTrying(_ id: CallID) {
        // Nobody hears the 100 of a simulated call, so its record does not speak of one.
        guard let caller = self.calls[id]?.caller else { return }
        caller.trying()
        self.mark(.trying, id)
        self.log(.debug, "caller told to wait", id)
    }

    private func respond(_ decision: Decision, _ id: CallID) {
        guard let call = self.calls[id] else { return }
        self.timers?.cancel(.deadline(id))
        if call.record.decision == nil {
            self.prepareEvents(about: decision, id)
            call.record = self.decided(call, decision)
        }
        if let caller = call.caller {
            caller.finish(caller.disposition(of: decision), as: decision.state)
            self.mark(.final, id, detail: call.record.final.map { "\($0.status)" } ?? "")
        }
        self.log(
            .info, "call decided", id,
            [
                .decision(decision), .by(decision.by), .target(of: decision),
                .status(call.record.final?.status),
            ])
        if call.caller == nil {
            call.isTransactionOver = true
            self.logEnd(id)
        }
        self.callLeftRinging(id)
    }

    private func refuse(_ id: CallID) {
        guard let call = self.calls[id] else { return }
        self.timers?.cancel(.deadline(id))
        self.calls[id]?.record.state = .failed
        self.log(.debug, "caller refused", id, [.status(503)])
        call.caller?.finish(.decline(status: 503, retryAfterSeconds: 5), as: .failed)
        self.callLeftRinging(id)
    }

    /// Adds a line to the call's story.
    func mark(_ name: TimelineEntry.Name, _ id: CallID, detail: String = "") {
        let now = self.environment.now()
        self.calls[id]?.record.timeline.append(TimelineEntry(at: now, name: name, detail: detail))
    }

    /// The call is on disk and rings, the application is about to hear of it: the first line about it at `info`.
    private func logRinging(_ id: CallID) {
        // Of later hops `ringOn` tells.
        guard let call = self.calls[id], call.record.hopNumber == 0 else { return }
        self.log(
            .info, "call rings", id,
            [
                .origin(call.record.origin), .resource(call.record.resource), .peer(call.record.peer),
                .from(call.record.from), .to(call.record.to),
            ])
    }

    /// The call is decided and its caller's transaction is over, or there is no caller: the last line about it at `info`.
    func logEnd(_ id: CallID) {
        guard let call = self.calls[id] else { return }
        self.log(
            .info, "call ended", id,
            [
                .state(call.record.state), .status(call.record.final?.status),
                .acknowledged(call.record.origin == .sip ? call.record.final?.acknowledged : nil),
                .milliseconds(self.environment.now() - call.record.createdAt),
            ])
    }

    private func callLeftRinging(_ id: CallID) {
        self.withdrawEvents(id)
        self.publishEventsAboutEnd(id)
        for number in self.calls[id]?.watchers ?? [] {
            self.endWatch(number)
        }
        self.finishDrainIfDone()
    }

    /// Drops the call from memory when its row says everything.
    func forgetIfFinished(_ id: CallID) {
        guard let call = self.calls[id], call.isFinished, self.parked[id] == nil else { return }
        self.calls[id] = nil
        if let name = call.record.namedContext, self.namedContexts[name] == id {
            self.namedContexts[name] = nil
        }
        self.finishDrainIfDone()
    }
}

extension Decision {
    fileprivate var timelineName: TimelineEntry.Name {
        switch self.kind {
        case .redirect: .redirect
        case .reject, .undelivered, .unresolvable: .reject
        case .cancel: .cancel
        case .timeout: .expired
        case .shutdown: .expired
        }
    }

    /// What the call's story says of it.
    var detail: String {
        switch self.kind {
        case .redirect(let target, _): "to \(target) by \(self.by.rawValue)"
        case .reject(let reason): "\(reason.rawValue) by \(self.by.rawValue)"
        case .shutdown: "shutdown"
        case .undelivered, .unresolvable: "\(self.reason ?? "") by \(self.by.rawValue)"
        case .cancel, .timeout: ""
        }
    }
}
