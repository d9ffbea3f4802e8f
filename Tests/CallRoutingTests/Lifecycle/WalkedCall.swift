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

    /// What a request asks for.
    struct Wish: Hashable {
        let decision: Decision
        var hop = 0
        var consequence = CallLifecycle.Consequence.ends
    }

    /// Two who wish the same, and two who do not.
    static let ends = [
        SampleDecisions.redirectA, SampleDecisions.redirectA, SampleDecisions.redirectB, SampleDecisions.reject,
    ].map { Wish(decision: $0) }
    /// Two who let the call ring on, one who ends it there, one about each of the next hops.
    static let ringsOn = [
        Wish(decision: SampleDecisions.onward, consequence: .ringsOn),
        Wish(decision: SampleDecisions.onward, consequence: .ringsOn), Wish(decision: SampleDecisions.redirectA),
        Wish(decision: SampleDecisions.redirectB, hop: 1, consequence: .ringsOn),
        Wish(decision: SampleDecisions.reject, hop: 2),
    ]

    /// The position is the request's id.
    let wishes: [Wish]
    let deadlineDecision: Decision
    /// What the policy does at the first hop's deadline, when it rings on; at later ones it ends the call.
    let onwardPolicy: Decision?
    private(set) var lifecycle: CallLifecycle
    private(set) var requests: [RequestState]
    private var parked: [Int] = []
    private var timers: Set<CallLifecycle.Timer> = []
    private var storesCall = false
    private var commits: Decision?
    private var records = false
    private var commitsHop = false
    private var onDisk: Decision?
    private var hopsOnDisk: [Decision] = []
    private(set) var responses = 0
    private var tryings = 0
    private var published: Set<Int> = []
    private var hadEnd = false
    private var hadDeadline = false

    init(
        _ lifecycle: CallLifecycle, wishes: [Wish] = Self.ends, deadlineDecision: Decision,
        onwardPolicy: Decision? = nil, onDisk: Decision? = nil
    ) {
        self.lifecycle = lifecycle
        self.wishes = wishes
        self.requests = Array(repeating: .unsent, count: wishes.count)
        self.onwardPolicy = onwardPolicy
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
            return self.decide(request)
        case .cancel:
            self.hadEnd = true
            return self.lifecycle.cancelled(SampleDecisions.cancel)
        case .deadline:
            self.hadDeadline = true
            if let onward = self.onwardPolicy, self.hopsOnDisk.isEmpty {
                return self.lifecycle.deadlinePassed(ringingOn: onward, otherwise: self.deadlineDecision)
            }
            return self.lifecycle.deadlinePassed(self.deadlineDecision)
        case .shutdown:
            self.hadEnd = true
            return self.lifecycle.shutdown(SampleDecisions.shutdown)
        case .stored:
            self.storesCall = false
            return self.lifecycle.stored()
        case .storingFailed:
            self.storesCall = false
            return self.lifecycle.storingFailed()
        case .committed:
            if let committed = self.commits, self.commitsHop {
                self.hopsOnDisk.append(committed)
            } else {
                self.onDisk = self.commits
            }
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
            return self.demand([
                (self.published.insert(self.hopsOnDisk.count).inserted, "published twice"),
                (!self.hadEnd && !self.hadDeadline, "published after an outcome"),
                (self.responses == 0, "published after the final response"),
            ])
        case .commit(let decision):
            defer { (self.commits, self.commitsHop) = (decision, false) }
            return self.demand([
                (self.commits == nil, "two commits at once"), (self.responses == 0, "commit after the final response"),
                (decision.isByRequest, "committed an outcome"),
            ])
        case .commitHop(let decision):
            defer { (self.commits, self.commitsHop) = (decision, true) }
            return self.demand([
                (self.commits == nil, "two commits at once"), (self.responses == 0, "commit after the final response"),
                (!self.records, "a hop after an outcome"),
            ])
        case .ringOn(let decision):
            // The deadline was that of the hop that is over.
            self.hadDeadline = false
            return self.demand([
                (self.hopsOnDisk.last == decision, "a hop before its commit"),
                (self.responses == 0, "rings on after the final response"),
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
            broken += self.perform(self.decide(request))
        }
        return broken
    }

    private mutating func decide(_ request: Int) -> [CallLifecycle.Action] {
        let wish = self.wishes[request]
        return self.lifecycle.decide(
            wish.decision, at: wish.hop, leadingTo: wish.consequence, for: UInt64(request))
    }

    private mutating func answer(_ request: Int, _ answer: CallLifecycle.Answer) -> [String] {
        defer { self.requests[request] = .answered }
        let wish = self.wishes[request]
        let isPast = wish.hop < self.hopsOnDisk.count
        let standing = isPast ? self.hopsOnDisk[wish.hop] : wish.hop == self.hopsOnDisk.count ? self.onDisk : nil
        let isSame = standing?.isSame(as: wish.decision)
        let isByRequest = standing?.isByRequest ?? false
        let isRight =
            switch answer {
            case .accepted: isSame == true && isByRequest && (isPast || self.responses == 1)
            case .conflict: isSame == false && isByRequest
            case .notRinging: !isByRequest
            case .unavailable: standing == nil && self.responses == 0
            }
        return self.demand([
            (self.requests[request] == .waiting, "answered a request that does not wait"), (isRight, "a wrong answer"),
        ])
    }

    // MARK: Promises

    /// While the slot is reserved, nothing but the commit's result changes it; and after a failed commit the strongest of
    /// what was noted has it (D1, D4). A committed hop rings, unless its caller hung up or the server stops.
    private func checkSlot(_ before: WalkedCall, _ input: Input) -> [String] {
        guard case .reserved(let decision, let consequence, _, let notes) = before.lifecycle.state else { return [] }
        switch input {
        case .committed where consequence == .ringsOn:
            let outcome = notes.cancel ?? notes.shutdown
            return self.demand([
                (self.lifecycle.decidedHops == before.lifecycle.decidedHops + [decision], "the hop does not stand"),
                (self.lifecycle.state == outcome.map { .concluding($0) } ?? .ringing, "neither rings nor ends"),
                (self.published.contains(self.hopsOnDisk.count) == (outcome == nil), "its event is wrong"),
            ])
        case .committed:
            return self.demand([(self.lifecycle.state == .ended(decision), "the committed decision does not stand")])
        case .commitFailed:
            guard let strongest = notes.cancel ?? notes.deadline ?? notes.shutdown else {
                return self.demand([(!self.lifecycle.isEnded, "ended without a decision")])
            }
            return self.demand([(self.lifecycle.state == .concluding(strongest), "not the strongest note")])
        case .decide, .cancel, .deadline, .shutdown, .stored, .storingFailed, .recorded, .fire:
            guard case .reserved(decision, consequence, _, _) = self.lifecycle.state else {
                return ["left the reservation"]
            }
            return self.demand([(before.responses == self.responses, "responded while reserved")])
        }
    }

    /// What holds between two inputs.
    private func checkRest() -> [String] {
        let waiting = self.requests.indices.filter { self.requests[$0] == .waiting }
        var reserving: [Int] = []
        var isReserved = false
        if case .reserved(_, _, let claimant, _) = self.lifecycle.state {
            isReserved = true
            if case .request(let request) = claimant { reserving = [Int(request)] }
        }
        return self.demand([
            (waiting == reserving, "a request is lost"),
            (isReserved == (self.commits != nil), "slot and commit disagree"),
            (isReserved || self.parked.isEmpty, "a request stays parked"),
            (self.lifecycle.decidedHops == self.hopsOnDisk, "the hops and the disk disagree"),
            ((self.responses == 1) == self.lifecycle.isEnded, "the state and the response disagree"),
            (!self.lifecycle.isEnded || self.timers.isEmpty, "a timer outlives the call"),
        ])
    }

    private func demand(_ promises: [(isKept: Bool, otherwise: String)]) -> [String] {
        promises.filter { !$0.isKept }.map(\.otherwise)
    }
}
