import CallRouting

/// A call with everything around it that its lifecycle knows nothing of: the store's unanswered writes, the timers that
/// run, the requests, the caller. A value, so that a walk can remember where it was.
struct WalkedCall: Hashable {
    enum Input: Hashable {
        case decide(Int), cancel, deadline, shutdown
        case stored, storingFailed, committed, commitFailed, recorded
        case fire(CallLifecycle.Timer)
    }

    enum RequestState: Hashable {
        case unsent, waiting, parked, answered
    }

    /// What requests ask for; the position is the request's id.
    static let wishes = [
        SampleDecisions.redirectA, SampleDecisions.redirectA, SampleDecisions.redirectB, SampleDecisions.reject,
    ]

    let deadlineDecision: Decision
    private(set) var lifecycle: CallLifecycle
    private(set) var requests = Array(repeating: RequestState.unsent, count: wishes.count)
    private var parked: [Int] = []
    private var timers: Set<CallLifecycle.Timer> = []
    private var storesCall = false
    private var commits: Decision?
    private var records = false
    private var onDisk: Decision?
    private(set) var responses = 0
    private var tryings = 0
    private var publications = 0
    private var hadOutcome = false

    init(_ lifecycle: CallLifecycle, deadlineDecision: Decision, onDisk: Decision? = nil) {
        self.lifecycle = lifecycle
        self.deadlineDecision = deadlineDecision
        self.onDisk = onDisk
        self.responses = lifecycle.isEnded ? 1 : 0
    }

    /// Everything that can happen next.
    var inputs: [Input] {
        var inputs: [Input] = [.cancel, .deadline, .shutdown]
        inputs += self.requests.indices.filter { self.requests[$0] == .unsent }.map { .decide($0) }
        if self.storesCall { inputs += [.stored, .storingFailed] }
        if self.commits != nil { inputs += [.committed, .commitFailed] }
        if self.records { inputs.append(.recorded) }
        return inputs + CallLifecycle.Timer.allCases.filter(self.timers.contains).map { .fire($0) }
    }

    /// Lets it happen; returns the promises that were broken.
    mutating func take(_ input: Input) -> [String] {
        let before = self
        var broken = self.perform(self.actions(of: input))
        broken += self.checkSlot(before, input) + self.checkRest()
        return broken
    }

    /// Performs the first actions of a call.
    mutating func begin(_ input: (inout CallLifecycle) -> [CallLifecycle.Action]) -> [String] {
        self.perform(input(&self.lifecycle)) + self.checkRest()
    }

    private mutating func actions(of input: Input) -> [CallLifecycle.Action] {
        switch input {
        case .decide(let request):
            self.requests[request] = .waiting
            return self.lifecycle.decide(Self.wishes[request], for: UInt64(request))
        case .cancel:
            self.hadOutcome = true
            return self.lifecycle.cancelled(SampleDecisions.cancel)
        case .deadline:
            self.hadOutcome = true
            return self.lifecycle.deadlinePassed(self.deadlineDecision)
        case .shutdown:
            self.hadOutcome = true
            return self.lifecycle.shutdown(SampleDecisions.shutdown)
        case .stored:
            self.storesCall = false
            return self.lifecycle.stored()
        case .storingFailed:
            self.storesCall = false
            return self.lifecycle.storingFailed()
        case .committed:
            self.onDisk = self.commits
            self.commits = nil
            return self.lifecycle.committed()
        case .commitFailed:
            self.commits = nil
            return self.lifecycle.commitFailed()
        case .recorded:
            self.records = false
            return self.lifecycle.recorded()
        case .fire(let timer):
            self.timers.remove(timer)
            return self.lifecycle.fired(timer)
        }
    }

    // MARK: Actions

    private mutating func perform(_ actions: [CallLifecycle.Action]) -> [String] {
        var broken: [String] = []
        for action in actions {
            broken += self.perform(action).map { "\(action): \($0)" }
        }
        return broken
    }

    private mutating func perform(_ action: CallLifecycle.Action) -> [String] {
        switch action {
        case .storeCall:
            defer { self.storesCall = true }
            return self.storesCall ? ["stored twice"] : []
        case .sendTrying:
            self.tryings += 1
            return self.demand([(self.tryings == 1, "a second 100"), (self.responses == 0, "100 after the final")])
        case .publishEvents:
            self.publications += 1
            return self.demand([
                (self.publications == 1, "published twice"), (!self.hadOutcome, "published after an outcome"),
                (self.responses == 0, "published after the final response"),
            ])
        case .commit(let decision):
            defer { self.commits = decision }
            return self.demand([
                (self.commits == nil, "two commits at once"), (self.responses == 0, "commit after the final response"),
                (decision.isByRequest, "committed an outcome"),
            ])
        case .record(let decision):
            defer { self.records = true }
            return self.demand([
                (!self.records, "recorded twice"), (!decision.isByRequest, "recorded a request"),
                (self.commits == nil, "recorded during a commit"),
            ])
        case .respond(let decision):
            self.responses += 1
            return self.demand([
                (self.responses == 1, "a second final response"),
                (!decision.isByRequest || self.onDisk == decision, "a request's response before its commit"),
                (decision.isByRequest || self.onDisk == nil, "another response than the one on disk"),
            ])
        case .log: return []
        case .refuse:
            self.responses += 1
            return self.demand([(self.responses == 1, "a second final response")])
        case .answer(let request, let answer):
            return self.answer(Int(request), answer)
        case .park(let request):
            let request = Int(request)
            defer {
                self.requests[request] = .parked
                self.parked.append(request)
            }
            return self.demand([(self.requests[request] == .waiting, "parked a request that does not wait")])
        case .unpark:
            return self.unpark()
        case .schedule(let timer):
            return self.demand([(self.timers.insert(timer).inserted, "runs already")])
        case .cancel(let timer):
            return self.demand([(self.timers.remove(timer) != nil, "does not run")])
        }
    }

    private mutating func unpark() -> [String] {
        let parked = self.parked
        self.parked = []
        var broken: [String] = []
        for request in parked {
            self.requests[request] = .waiting
            broken += self.perform(self.lifecycle.decide(Self.wishes[request], for: UInt64(request)))
        }
        return broken
    }

    private mutating func answer(_ request: Int, _ answer: CallLifecycle.Answer) -> [String] {
        defer { self.requests[request] = .answered }
        let wish = Self.wishes[request]
        let isSame = self.onDisk?.isSame(as: wish)
        let isRight =
            switch answer {
            case .accepted: isSame == true && self.responses == 1
            case .conflict: isSame == false
            case .notRinging: self.onDisk == nil
            case .unavailable: self.onDisk == nil && self.responses == 0
            }
        return self.demand([
            (self.requests[request] == .waiting, "answered a request that does not wait"), (isRight, "a wrong answer"),
        ])
    }

    // MARK: Promises

    /// While the slot is reserved, nothing but the commit's result changes it; and after a failed commit the strongest of
    /// what was noted has it (D1, D4).
    private func checkSlot(_ before: WalkedCall, _ input: Input) -> [String] {
        guard case .reserved(let decision, _, let notes) = before.lifecycle.state else { return [] }
        switch input {
        case .committed:
            return self.demand([(self.lifecycle.state == .ended(decision), "the committed decision does not stand")])
        case .commitFailed:
            guard let strongest = notes.cancel ?? notes.deadline ?? notes.shutdown else {
                return self.demand([(!self.lifecycle.isEnded, "ended without a decision")])
            }
            return self.demand([(self.lifecycle.state == .concluding(strongest), "not the strongest note")])
        case .decide, .cancel, .deadline, .shutdown, .stored, .storingFailed, .recorded, .fire:
            guard case .reserved(decision, _, _) = self.lifecycle.state else { return ["left the reservation"] }
            return self.demand([(before.responses == self.responses, "responded while reserved")])
        }
    }

    /// What holds between two inputs.
    private func checkRest() -> [String] {
        let waiting = self.requests.indices.filter { self.requests[$0] == .waiting }
        var reserving: [Int] = []
        var isReserved = false
        if case .reserved(_, let request, _) = self.lifecycle.state {
            isReserved = true
            reserving = request.map { [Int($0)] } ?? []
        }
        return self.demand([
            (waiting == reserving, "a request is lost"),
            (isReserved == (self.commits != nil), "slot and commit disagree"),
            (isReserved || self.parked.isEmpty, "a request stays parked"),
            ((self.responses == 1) == self.lifecycle.isEnded, "the state and the response disagree"),
            (!self.lifecycle.isEnded || self.timers.isEmpty, "a timer outlives the call"),
        ])
    }

    private func demand(_ promises: [(isKept: Bool, otherwise: String)]) -> [String] {
        promises.filter { !$0.isKept }.map(\.otherwise)
    }
}
