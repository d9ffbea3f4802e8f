// A request's decision: reserve, commit, respond, answer (D3), and what a failed commit does (D4, D6).
extension CallLifecycle {
    /// A request that passed every other check wants to decide the call.
    package mutating func decide(_ decision: Decision, for request: RequestID) -> [Action] {
        switch self.state {
        case .ringing:
            self.state = .reserved(decision, request: request, Notes())
            return [.commit(decision), .schedule(.answer)]
        case .reserved(_, request: .some, _):
            return [.park(request)]
        case .reserved(_, request: nil, _):
            return [.answer(request, .unavailable)]
        case .ended(let standing?) where standing.isByRequest:
            return [.answer(request, standing.isSame(as: decision) ? .accepted : .conflict)]
        case .storing, .concluding, .ended:
            return [.answer(request, .notRinging)]
        }
    }

    /// The decision is on disk.
    package mutating func committed() -> [Action] {
        switch self.state {
        case .reserved(let decision, let request, _):
            self.state = .ended(decision)
            // The caller's side is served before the application's.
            return [.respond(decision)] + self.settle(request, .accepted)
        case .storing, .ringing, .concluding, .ended:
            return []
        }
    }

    /// The decision is certainly not on disk: the slot is free again, and what was noted meanwhile may have it.
    package mutating func commitFailed() -> [Action] {
        switch self.state {
        case .reserved(_, let request, let notes):
            self.state = .ringing
            var actions = request.map { [Action.cancel(.answer), .answer($0, .unavailable)] } ?? []
            if let strongest = notes.strongest {
                actions += self.conclude(strongest)
            }
            return actions + [.unpark]
        case .storing, .ringing, .concluding, .ended:
            return []
        }
    }

    private func settle(_ request: RequestID?, _ answer: Answer) -> [Action] {
        (request.map { [.cancel(.answer), .answer($0, answer)] } ?? []) + [.unpark]
    }
}
