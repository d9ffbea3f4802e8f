package import NIOCore

/// When a UDP socket is read again. A pure value.
///
/// A datagram that comes alone wakes the loop, and finds everything that it needs gone from the processor's caches: that
/// costs several times what the datagram does. So while many come, the socket rests after a read, and the next one takes
/// what has come meanwhile. While few come, each is taken at once.
///
/// Callers who wait for an answer before they send more would only be slowed down. They show by sending less while the
/// socket rests; then it stops that for a while.
package struct ReadPacing: Sendable {
    /// From how many datagrams a second on they are many.
    private static let many: Int64 = 1_500
    /// Below how many they are few again.
    private static let few: Int64 = 1_000
    /// How many the socket would like to read at once. Fewer do not pay for their wake-up, more add little.
    private static let together: Int64 = 16
    /// How long they are counted.
    private static let period: TimeAmount = .milliseconds(40)
    /// How long the socket does not rest after it slowed its callers down.
    private static let patience: TimeAmount = .seconds(1)

    private let longestRest: TimeAmount
    private var count: Int64 = 0
    private var since: NIODeadline
    private var rest: TimeAmount?
    /// Datagrams a second before the socket began to rest.
    private var rateBeforeRest: Int64?
    private var mayRestFrom: NIODeadline

    /// - Parameter longestRest: how long a datagram may wait; zero: not at all.
    package init(longestRest: TimeAmount, now: NIODeadline) {
        self.longestRest = longestRest
        self.since = now
        self.mayRestFrom = now
    }

    /// A read took some datagrams.
    ///
    /// - Parameter isFull: whether it took as many as a read may, so that more wait, maybe.
    /// - Returns: how long to wait before the next one; nil: not at all.
    package mutating func read(_ datagrams: Int, isFull: Bool, now: NIODeadline) -> TimeAmount? {
        self.count += Int64(datagrams)
        let elapsed = now - self.since
        if elapsed >= Self.period {
            // A rest never fills a period: whoever was silent for two did not wait for an answer.
            if elapsed >= Self.period * 2 { self.rateBeforeRest = nil }
            self.periodEnded(rate: self.count * 1_000_000_000 / elapsed.nanoseconds, now)
            self.count = 0
            self.since = now
        }
        return isFull ? nil : self.rest
    }

    private mutating func periodEnded(rate: Int64, _ now: NIODeadline) {
        if let before = self.rateBeforeRest, rate < before / 2 { self.mayRestFrom = now + Self.patience }
        guard rate >= (self.rest == nil ? Self.many : Self.few), now >= self.mayRestFrom, self.longestRest > .zero
        else {
            self.rest = nil
            self.rateBeforeRest = nil
            return
        }
        self.rateBeforeRest = self.rateBeforeRest ?? rate
        self.rest = min(self.longestRest, .nanoseconds(Self.together * 1_000_000_000 / rate))
    }
}
