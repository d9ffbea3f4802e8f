/// The timer values of RFC 3261 §17.1.1.1, all derived from T1.
public struct TransactionTiming: Sendable, Hashable {
    /// The round-trip estimate, 500 ms unless configured.
    public let t1: Duration
    /// The longest retransmission interval, 4 s.
    public let t2: Duration
    /// The longest time a message lives in the network, 5 s.
    public let t4: Duration

    /// Timing with the given T1; T2 and T4 keep their values of the standard.
    public init(t1: Duration = .milliseconds(500)) {
        self.t1 = t1
        self.t2 = .seconds(4)
        self.t4 = .seconds(5)
    }

    /// Timers H, J and L: how long a peer may go on retransmitting.
    public var lifetime: Duration { self.t1 * 64 }

    /// When a non-INVITE request that has no answer yet gets its 100: the time at which the client's timer E is set to
    /// T2 (RFC 4320 §4.1). That is T1 + 2·T1 + 4·T1, 3.5 s, with the T1 of the standard.
    public var lateTrying: Duration {
        var interval = self.t1
        var elapsed = interval
        while interval > .zero, interval * 2 < self.t2 {
            interval *= 2
            elapsed += interval
        }
        return elapsed
    }
}
