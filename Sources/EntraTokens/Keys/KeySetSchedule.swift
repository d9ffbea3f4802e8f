package import CallRouting

/// When an issuer's keys are fetched: at the first need, again each hour while they are used, and when a token names a key
/// that is not among them. Never more often than once a minute, whatever tokens come.
package struct KeySetSchedule: Sendable, Hashable {
    /// After this time keys that are known are looked up again, so that one that was withdrawn does not stay.
    package static let lifetime: Duration = .seconds(3_600)
    /// How long after one attempt there is no other.
    package static let pause: Duration = .seconds(60)

    /// What a request does.
    package enum Step: Sendable, Hashable {
        /// Goes on with what is known.
        case goOn
        /// Goes on, while the keys are fetched.
        case refresh
        /// Waits for the keys that are to be fetched.
        case fetch
        /// Waits for the keys that are being fetched.
        case wait
    }

    private var attemptedAt: Timestamp?
    private var fetchedAt: Timestamp?
    private var isFetching = false

    package init() {}

    /// What a request does that needs a key, and whether that one is known. After `fetch` and `refresh` somebody fetches.
    package mutating func step(isKnown: Bool, now: Timestamp) -> Step {
        if self.isFetching { return isKnown ? .goOn : .wait }
        let isOld = self.fetchedAt.map { now - $0 >= Self.lifetime } ?? true
        guard isOld || !isKnown, self.attemptedAt.map({ now - $0 >= Self.pause }) ?? true else { return .goOn }
        self.attemptedAt = now
        self.isFetching = true
        return isKnown ? .refresh : .fetch
    }

    /// The attempt is over.
    package mutating func fetched(successfully: Bool) {
        self.isFetching = false
        if successfully { self.fetchedAt = self.attemptedAt }
    }
}
