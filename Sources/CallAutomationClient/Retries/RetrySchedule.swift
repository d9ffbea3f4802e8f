/// The attempts of one request: whether there is another, and when. Reads no clock and draws no lots.
package struct RetrySchedule: Hashable, Sendable {
    /// Why an attempt gave no result.
    package enum Failure: Hashable, Sendable {
        /// No answer: no connection, a broken one, or none in time.
        case noAnswer
        /// An answer with the wait that it asks for.
        case answer(status: Int, retryAfter: Duration?)
        /// Asking again cannot help.
        case final
    }

    private let policy: RetryPolicy
    /// How many attempts have failed.
    package private(set) var attempts = 0

    /// The start.
    package init(_ policy: RetryPolicy) {
        self.policy = policy
    }

    /// What remains of the total time.
    package func remaining(after elapsed: Duration) -> Duration {
        max(.zero, self.policy.totalTime - elapsed)
    }

    /// Notes a failed attempt and tells how long to wait before the next; nil when there is none.
    ///
    /// - Parameters:
    ///   - elapsed: time since the first attempt began.
    ///   - chance: a random number from 0 up to 1.
    package mutating func failed(_ failure: Failure, elapsed: Duration, chance: Double) -> Duration? {
        self.attempts += 1
        guard self.attempts < self.policy.maximumAttempts else { return nil }
        let delay: Duration
        switch failure {
        case .final: return nil
        case .noAnswer: delay = self.backoff(chance)
        case .answer(409, let asked):
            guard let asked else { return nil }
            delay = asked
        case .answer(let status, let asked):
            guard self.policy.statuses.contains(status) else { return nil }
            delay = asked ?? self.backoff(chance)
        }
        return elapsed + delay < self.policy.totalTime ? max(.zero, delay) : nil
    }

    private func backoff(_ chance: Double) -> Duration {
        var delay = self.policy.baseDelay
        for _ in 1..<self.attempts where delay < self.policy.maximumDelay { delay = delay * 2 }
        return min(delay, self.policy.maximumDelay) * (0.8 + 0.4 * chance)
    }
}
