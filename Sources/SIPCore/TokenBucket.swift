import Synchronization

/// How often something may happen: so many times a second on the average, and as many at once. Any number of threads may
/// ask.
///
/// It keeps the moment at which the bucket would be full again (the generic cell rate algorithm), so that nothing has to
/// be refilled.
package final class TokenBucket: Sendable {
    private let interval: UInt64
    /// How long it takes to fill the bucket.
    private let fillTime: UInt64
    private let fullAt = Atomic<UInt64>(0)

    /// - Parameter perSecond: at least one.
    package init(perSecond: Int) {
        let count = UInt64(max(1, perSecond))
        self.interval = max(1, 1_000_000_000 / count)
        self.fillTime = self.interval * count
    }

    /// Whether there is a token.
    ///
    /// - Parameter now: nanoseconds of a clock that never goes back.
    package func isEmpty(now: UInt64) -> Bool {
        max(self.fullAt.load(ordering: .relaxed), now) + self.interval - now > self.fillTime
    }

    /// Takes a token, if there is one.
    ///
    /// - Parameter now: nanoseconds of a clock that never goes back.
    package func take(now: UInt64) -> Bool {
        var known = self.fullAt.load(ordering: .relaxed)
        while true {
            let fullAt = max(known, now) + self.interval
            guard fullAt - now <= self.fillTime else { return false }
            let (exchanged, original) = self.fullAt.compareExchange(
                expected: known, desired: fullAt, ordering: .relaxed)
            if exchanged { return true }
            known = original
        }
    }
}
