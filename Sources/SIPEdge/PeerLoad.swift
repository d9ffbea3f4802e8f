import SIPCore
import Synchronization

/// What a peer has going on here, against what it may have (OVL-2). Any loop may ask.
final class PeerLoad: Sendable {
    /// Why a call more is one too many.
    enum Excess: String {
        case pendingCalls = "maxPendingCalls"
        case callsPerSecond = "maxCallsPerSecond"
    }

    private let limits: PeerLimits
    private let bucket: TokenBucket?
    private let pending = Atomic<Int>(0)

    init(_ limits: PeerLimits) {
        self.limits = limits
        self.bucket = limits.callsPerSecond.map { TokenBucket(perSecond: $0) }
    }

    /// Why a new call would be one too many; nil when it would not.
    ///
    /// - Parameter now: nanoseconds of a clock that never goes back.
    func excess(now: UInt64) -> Excess? {
        if let most = self.limits.pendingCalls, self.pending.load(ordering: .relaxed) >= most { return .pendingCalls }
        return self.bucket?.isEmpty(now: now) == true ? .callsPerSecond : nil
    }

    /// The same of a call that comes now: with nil it counts against the calls of this second, and as undecided.
    func take(now: UInt64) -> Excess? {
        if let most = self.limits.pendingCalls, self.pending.add(1, ordering: .relaxed).newValue > most {
            self.decided()
            return .pendingCalls
        }
        guard let bucket = self.bucket, !bucket.take(now: now) else { return nil }
        self.decided()
        return .callsPerSecond
    }

    /// A call that a former process took is undecided.
    func resumed() {
        if self.limits.pendingCalls != nil { self.pending.add(1, ordering: .relaxed) }
    }

    /// A call is decided, or never became one.
    func decided() {
        if self.limits.pendingCalls != nil { self.pending.subtract(1, ordering: .relaxed) }
    }
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
