import SIPCore

/// What a peer has going on here, against what it may have (OVL-2).
struct PeerLoad {
    /// Why a call more is one too many.
    enum Excess: String {
        case pendingCalls = "maxPendingCalls"
        case callsPerSecond = "maxCallsPerSecond"
    }

    private let limits: PeerLimits
    private var bucket: TokenBucket?
    private(set) var pendingCalls = 0

    init(_ limits: PeerLimits) {
        self.limits = limits
        self.bucket = limits.callsPerSecond.map { TokenBucket(perSecond: $0) }
    }

    /// Why a new call would be one too many; nil when it would not.
    ///
    /// - Parameter now: nanoseconds of a clock that never goes back.
    func excess(now: UInt64) -> Excess? {
        if let most = self.limits.pendingCalls, self.pendingCalls >= most { return .pendingCalls }
        return self.bucket?.isEmpty(now: now) == true ? .callsPerSecond : nil
    }

    /// The same of a call that comes now: with nil it counts against the calls of this second.
    mutating func take(now: UInt64) -> Excess? {
        if let excess = self.excess(now: now) { return excess }
        _ = self.bucket?.take(now: now)
        return nil
    }

    mutating func began() { self.pendingCalls += 1 }

    mutating func decided() { self.pendingCalls = max(0, self.pendingCalls - 1) }
}

/// How much a peer may ask for; nil: as much as it likes.
package struct PeerLimits: Sendable, Hashable {
    /// Calls that nobody has decided yet.
    package var pendingCalls: Int?
    /// New calls, on the average of a second, and at once.
    package var callsPerSecond: Int?

    package init(pendingCalls: Int? = nil, callsPerSecond: Int? = nil) {
        self.pendingCalls = pendingCalls
        self.callsPerSecond = callsPerSecond
    }
}
