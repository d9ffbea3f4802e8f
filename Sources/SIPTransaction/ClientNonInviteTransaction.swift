public import SIPMessage

/// The non-INVITE client transaction of RFC 3261 §17.1.2.
///
///     idle --start--> trying --1xx--> proceeding --200-699--> completed --timer K--> terminated
///                       |'-----------200-699--------------------^                        ^
///                       '--timer F, transport failed (proceeding too)--------------------'
///
/// It does no I/O and reads no clock.
public struct ClientNonInviteTransaction: Sendable, Hashable {
    /// Where the transaction stands.
    public enum State: Sendable, Hashable {
        /// Nothing was sent yet.
        case idle
        /// The request was sent; nothing came. `interval` is timer E's present value.
        case trying(interval: Duration)
        /// A provisional response came; the request is repeated every T2.
        case proceeding
        case completed
        case terminated
    }

    /// Where the transaction stands.
    public private(set) var state: State = .idle
    /// The request.
    public let request: SIPRequest
    private let timing: TransactionTiming
    private let isReliable: Bool

    /// A transaction for a request that has not left yet.
    public init(request: SIPRequest, timing: TransactionTiming, isReliable: Bool) {
        self.request = request
        self.timing = timing
        self.isReliable = isReliable
    }

    /// Sends the request. Only the first time counts.
    public mutating func start() -> [ClientTransactionAction] {
        switch self.state {
        case .idle:
            self.state = .trying(interval: self.timing.t1)
            let repeats: [ClientTransactionAction] = self.isReliable ? [] : [.schedule(.e, after: self.timing.t1)]
            return [.send(self.request, isRetransmission: false)] + repeats
                + [.schedule(.f, after: self.timing.lifetime)]
        case .trying, .proceeding, .completed, .terminated:
            return []
        }
    }

    /// A response arrived whose ``ClientTransactionKey`` is this transaction's.
    public mutating func received(_ response: SIPResponse) -> [ClientTransactionAction] {
        switch self.state {
        case .trying where response.isProvisional, .proceeding where response.isProvisional:
            self.state = .proceeding
            return [.deliver(response)]
        case .trying, .proceeding:
            self.state = .completed
            return self.runningTimers
                + [.deliver(response), .schedule(.k, after: self.isReliable ? .zero : self.timing.t4)]
        case .idle, .completed, .terminated:
            return []
        }
    }

    /// A timer ran out. Letters that do not belong to this machine, or not to its state, change nothing.
    public mutating func fired(_ timer: ClientTransactionTimer) -> [ClientTransactionAction] {
        switch (timer, self.state) {
        case (.e, .trying(let interval)) where !self.isReliable:
            let next = min(interval * 2, self.timing.t2)
            self.state = .trying(interval: next)
            return [.send(self.request, isRetransmission: true), .schedule(.e, after: next)]
        case (.e, .proceeding) where !self.isReliable:
            return [.send(self.request, isRetransmission: true), .schedule(.e, after: self.timing.t2)]
        case (.f, .trying), (.f, .proceeding):
            self.state = .terminated
            return (self.isReliable ? [] : [.cancel(.e)]) + [.terminate(.timedOut)]
        case (.k, .completed):
            self.state = .terminated
            return [.terminate(.completed)]
        case (.e, _), (.f, _), (.k, _), (.a, _), (.b, _), (.d, _), (.m, _):
            return []
        }
    }

    /// What was sent last did not leave, or nobody takes it there.
    public mutating func transportFailed() -> [ClientTransactionAction] {
        switch self.state {
        case .trying, .proceeding:
            self.state = .terminated
            return self.runningTimers + [.terminate(.transportFailed)]
        case .idle, .completed, .terminated:
            return []
        }
    }

    private var runningTimers: [ClientTransactionAction] {
        self.isReliable ? [.cancel(.f)] : [.cancel(.e), .cancel(.f)]
    }
}
