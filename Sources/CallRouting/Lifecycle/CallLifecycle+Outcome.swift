// Outcomes that no request decides: the caller hangs up, nobody decides in time, the server stops (D4).
extension CallLifecycle {
    /// The caller hung up. Its CANCEL has its 200 already.
    package mutating func cancelled(_ decision: Decision) -> [Action] {
        self.outcome(decision) { $0.cancel = $0.cancel ?? decision }
    }

    /// The deadline passed; `decision` is the policy's: a timeout, or a redirect.
    package mutating func deadlinePassed(_ decision: Decision) -> [Action] {
        self.outcome(decision) { $0.deadline = $0.deadline ?? decision }
    }

    /// The deadline passed, and the policy lets the call ring on; `otherwise` ends it where that cannot be.
    package mutating func deadlinePassed(ringingOn decision: Decision, otherwise: Decision) -> [Action] {
        switch self.state {
        case .ringing:
            self.state = .reserved(decision, .ringsOn, .policy, Notes(deadline: otherwise))
            return [.commitHop(decision), .schedule(.answer)]
        case .storing, .reserved, .concluding, .ended:
            return self.deadlinePassed(otherwise)
        }
    }

    /// The server stops and does not wait any longer.
    package mutating func shutdown(_ decision: Decision) -> [Action] {
        self.outcome(decision) { $0.shutdown = $0.shutdown ?? decision }
    }

    /// The record of the outcome is on disk, or certainly will not be: the response need not wait any longer.
    package mutating func recorded() -> [Action] {
        switch self.state {
        case .concluding(let decision):
            self.state = .ended(decision)
            return [.cancel(.disk), .respond(decision)]
        case .storing, .ringing, .reserved, .ended:
            return []
        }
    }

    private mutating func outcome(_ decision: Decision, note: (inout Notes) -> Void) -> [Action] {
        switch self.state {
        case .storing(let tryingSent):
            return (tryingSent ? [] : [.cancel(.trying)]) + self.conclude(decision)
        case .ringing:
            return self.conclude(decision)
        case .reserved(let reserved, let consequence, let claimant, var notes):
            note(&notes)
            self.state = .reserved(reserved, consequence, claimant, notes)
            return []
        case .concluding, .ended:
            return []
        }
    }

    /// Gives the free slot to an outcome.
    mutating func conclude(_ decision: Decision) -> [Action] {
        self.state = .concluding(decision)
        return [.record(decision), .schedule(.disk)]
    }
}
