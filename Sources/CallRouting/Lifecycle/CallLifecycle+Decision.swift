// A request's decision: reserve, commit, respond, answer (D3), and what a failed commit does (D4, D6).
extension CallLifecycle {
    /// A request that passed every other check wants to decide the call.
    ///
    /// - Parameters:
    ///   - hop: the hop that its context is for; nil for the one that rings, or rang last.
    ///   - consequence: whether the target ends the call or lets it ring on.
    package mutating func decide(
        _ decision: Decision, at hop: Int? = nil, leadingTo consequence: Consequence = .ends, for request: RequestID
    ) -> [Action] {
        if let answer = self.standingAnswer(to: decision, at: hop ?? self.decidedHops.count) {
            return [.answer(request, answer)]
        }
        switch self.state {
        case .ringing:
            self.state = .reserved(decision, consequence, .request(request), Notes())
            return [consequence == .ends ? .commit(decision) : .commitHop(decision), .schedule(.answer)]
        case .reserved(_, _, .request, _), .reserved(_, _, .policy, _):
            return [.park(request)]
        case .reserved(_, _, .nobody, _):
            return [.answer(request, .unavailable)]
        case .storing, .concluding, .ended:
            return [.answer(request, .notRinging)]
        }
    }

    /// What a request is told without further ado: its hop was decided, or the call is over (row 10). Nil while it may
    /// still decide.
    package func standingAnswer(to decision: Decision, at hop: Int) -> Answer? {
        guard self.decidedHops.indices.contains(hop) else {
            // A hop that never was: a context from after the backup that this database was restored from.
            guard hop == self.decidedHops.count else { return .notRinging }
            switch self.state {
            case .ended(let standing?): return Self.answer(to: decision, over: standing)
            case .storing, .concluding, .ended(nil): return .notRinging
            case .ringing, .reserved: return nil
            }
        }
        return Self.answer(to: decision, over: self.decidedHops[hop])
    }

    private static func answer(to decision: Decision, over standing: Decision) -> Answer {
        guard standing.isByRequest else { return .notRinging }
        return standing.isSame(as: decision) ? .accepted : .conflict
    }

    /// The decision is on disk.
    package mutating func committed() -> [Action] {
        switch self.state {
        case .reserved(let decision, .ends, let claimant, _):
            self.state = .ended(decision)
            // The caller's side is served before the application's.
            return [.respond(decision)] + Self.settle(claimant, .accepted) + [.unpark]
        case .reserved(let decision, .ringsOn, let claimant, let notes):
            self.decidedHops.append(decision)
            self.state = .ringing
            let actions = [.ringOn(decision)] + Self.settle(claimant, .accepted)
            // A deadline that passed meanwhile was that of the old hop. Who hung up does so at the new one, and nobody
            // hears of a hop of a call that is over.
            if let outcome = notes.cancel ?? notes.shutdown {
                return actions + self.conclude(outcome) + [.unpark]
            }
            return actions + [.publishEvents, .unpark]
        case .storing, .ringing, .concluding, .ended:
            return []
        }
    }

    /// The decision is certainly not on disk: the slot is free again, and what was noted meanwhile may have it.
    package mutating func commitFailed() -> [Action] {
        switch self.state {
        case .reserved(_, _, let claimant, let notes):
            self.state = .ringing
            var actions = Self.settle(claimant, .unavailable)
            if let strongest = notes.strongest {
                actions += self.conclude(strongest)
            }
            return actions + [.unpark]
        case .storing, .ringing, .concluding, .ended:
            return []
        }
    }

    private static func settle(_ claimant: Claimant, _ answer: Answer) -> [Action] {
        switch claimant {
        case .request(let request): [.cancel(.answer), .answer(request, answer)]
        case .policy: [.cancel(.answer)]
        case .nobody: []
        }
    }
}
