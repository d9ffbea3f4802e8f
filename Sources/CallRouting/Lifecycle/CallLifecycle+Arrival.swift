// From the INVITE to the first ring: D2.
extension CallLifecycle {
    /// The call is there. Its row is committed before anybody hears of it.
    package mutating func arrived() -> [Action] {
        [.storeCall, .schedule(.trying)]
    }

    /// The ring time is zero: the policy answers at once, and the record is written after it (D14). It promised nothing
    /// to anybody, so there is neither a 100 nor an event.
    package mutating func answeredByPolicy(_ decision: Decision) -> [Action] {
        switch self.state {
        case .storing(tryingSent: false):
            self.state = .ended(decision)
            return [.respond(decision), .log(decision)]
        case .storing, .ringing, .reserved, .concluding, .ended:
            return []
        }
    }

    /// The call's row is on disk.
    package mutating func stored() -> [Action] {
        switch self.state {
        case .storing(let tryingSent):
            self.state = .ringing
            return (tryingSent ? [] : [.cancel(.trying), .sendTrying]) + [.publishEvents]
        case .ringing, .reserved, .concluding, .ended:
            // An outcome overtook the row: the application never hears of a call that is over.
            return []
        }
    }

    /// The call's row could not be written.
    package mutating func storingFailed() -> [Action] {
        switch self.state {
        case .storing(let tryingSent):
            self.state = .ended(nil)
            return (tryingSent ? [] : [.cancel(.trying)]) + [.refuse]
        case .ringing, .reserved, .concluding, .ended:
            return []
        }
    }

    /// A timer ran out.
    package mutating func fired(_ timer: Timer) -> [Action] {
        switch (timer, self.state) {
        case (.trying, .storing(tryingSent: false)):
            self.state = .storing(tryingSent: true)
            return [.sendTrying]
        case (.disk, .concluding(let decision)):
            self.state = .ended(decision)
            return [.respond(decision)]
        case (.answer, .reserved(let decision, let consequence, .request(let request), let notes)):
            self.state = .reserved(decision, consequence, .nobody, notes)
            return [.answer(request, .unavailable)]
        case (.answer, .reserved(let decision, let consequence, .policy, let notes)):
            self.state = .reserved(decision, consequence, .nobody, notes)
            return []
        case (.trying, .storing(tryingSent: true)), (.trying, .ringing), (.trying, .reserved), (.trying, .concluding),
            (.trying, .ended), (.disk, .storing), (.disk, .ringing), (.disk, .reserved), (.disk, .ended),
            (.answer, .storing), (.answer, .ringing), (.answer, .reserved(_, _, .nobody, _)), (.answer, .concluding),
            (.answer, .ended):
            return []
        }
    }
}
