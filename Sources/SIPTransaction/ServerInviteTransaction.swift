public import SIPMessage

/// The INVITE server transaction of RFC 3261 §17.2.1, for final responses other than 2xx.
///
///     proceeding --300-699--> completed --ACK--> confirmed --timer I--> terminated
///                                 '-----------timer H----------------------^
///
/// 2xx and the Accepted state of RFC 6026 belong to forwarding; a redirect server never sends one. As RFC 6026 asks, a
/// transport error on a response does not end the transaction. It does no I/O and reads no clock: each input returns
/// the actions its owner performs, in order.
public struct ServerInviteTransaction: Sendable, Hashable {
    /// Where the transaction stands, with what it answers retransmissions with.
    public enum State: Sendable, Hashable {
        /// No final response yet. The last provisional one, if any, answers retransmissions (TX-3).
        case proceeding(EncodedResponse?)
        /// The final response was sent. `interval` is timer G's present value.
        case completed(EncodedResponse, interval: Duration)
        /// The ACK arrived; more of them are absorbed.
        case confirmed
        case terminated
    }

    /// Where the transaction stands.
    public private(set) var state: State
    private let timing: TransactionTiming
    private let isReliable: Bool

    /// A transaction for an INVITE that has just arrived, or (with `provisional`) one that is taken up after a restart.
    public init(timing: TransactionTiming, isReliable: Bool, provisional: EncodedResponse? = nil) {
        self.timing = timing
        self.isReliable = isReliable
        self.state = .proceeding(provisional)
    }

    /// The INVITE arrived again: the latest response answers it; the application does not hear of it.
    public func retransmissionReceived() -> [ServerTransactionAction] {
        switch self.state {
        case .proceeding(let provisional?): [.send(provisional, isRetransmission: true)]
        case .completed(let final, _): [.send(final, isRetransmission: true)]
        case .proceeding(nil), .confirmed, .terminated: []
        }
    }

    /// The transaction user has a response. Exactly one final response is taken (TX-8); whatever comes after is
    /// ignored, and so is a 2xx, which this server never sends.
    public mutating func respond(with response: EncodedResponse) -> [ServerTransactionAction] {
        switch self.state {
        case .proceeding where response.statusCode < 200:
            self.state = .proceeding(response)
            return [.send(response, isRetransmission: false)]
        case .proceeding where response.statusCode >= 300:
            return self.complete(response, after: .zero, isRetransmission: false)
        case .proceeding, .completed, .confirmed, .terminated:
            return []
        }
    }

    /// Takes up the transaction of a call that was decided before a restart: the final response leaves again, and timer
    /// H is counted from the decision (D8).
    ///
    /// - Parameter elapsed: the time since the decision.
    public mutating func resume(with final: EncodedResponse, elapsed: Duration) -> [ServerTransactionAction] {
        switch self.state {
        case .proceeding:
            guard elapsed < self.timing.lifetime else {
                self.state = .terminated
                return [.terminate(.acknowledgementMissing)]
            }
            return self.complete(final, after: elapsed, isRetransmission: true)
        case .completed, .confirmed, .terminated:
            return []
        }
    }

    /// An ACK for the final response arrived.
    public mutating func acknowledged() -> [ServerTransactionAction] {
        switch self.state {
        case .completed:
            self.state = .confirmed
            return self.isReliable
                ? [.cancel(.h), .reportAcknowledged, .schedule(.i, after: .zero)]
                : [.cancel(.g), .cancel(.h), .reportAcknowledged, .schedule(.i, after: self.timing.t4)]
        case .proceeding, .confirmed, .terminated:
            return []
        }
    }

    /// A timer ran out. Letters that do not belong to this machine, or not to its state, change nothing.
    public mutating func fired(_ timer: ServerTransactionTimer) -> [ServerTransactionAction] {
        switch (timer, self.state) {
        case (.g, .completed(let final, let interval)) where !self.isReliable:
            let next = min(interval * 2, self.timing.t2)
            self.state = .completed(final, interval: next)
            return [.send(final, isRetransmission: true), .schedule(.g, after: next)]
        case (.h, .completed):
            self.state = .terminated
            return (self.isReliable ? [] : [.cancel(.g)]) + [.terminate(.acknowledgementMissing)]
        case (.i, .confirmed):
            self.state = .terminated
            return [.terminate(.completed)]
        case (.g, .proceeding), (.g, .completed), (.g, .confirmed), (.g, .terminated), (.h, .proceeding),
            (.h, .confirmed),
            (.h, .terminated), (.i, .proceeding), (.i, .completed), (.i, .terminated), (.j, _), (.trying, _):
            return []
        }
    }

    private mutating func complete(
        _ final: EncodedResponse, after elapsed: Duration, isRetransmission: Bool
    ) -> [ServerTransactionAction] {
        self.state = .completed(final, interval: self.timing.t1)
        let sending = ServerTransactionAction.send(final, isRetransmission: isRetransmission)
        let waiting = ServerTransactionAction.schedule(.h, after: self.timing.lifetime - elapsed)
        return self.isReliable ? [sending, waiting] : [sending, .schedule(.g, after: self.timing.t1), waiting]
    }
}
