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
}
