public import SIPMessage

/// The non-INVITE server transaction of RFC 3261 §17.2.2, with the late 100 of RFC 4320 §4.1 (TX-6).
///
///     trying --200-699--> completed --timer J--> terminated
///        '--timer E would have reached T2: 100--> proceeding --200-699--> completed
///
/// It never sends a 408, and no 100 before its time. It does no I/O and reads no clock.
public struct ServerNonInviteTransaction: Sendable, Hashable {
    /// Where the transaction stands.
    public enum State: Sendable, Hashable {
        /// Nothing was sent yet; retransmissions are absorbed. `late` is the 100 that leaves when its time comes.
        case trying(late: EncodedResponse?)
        /// The late 100 was sent.
        case proceeding(EncodedResponse)
        case completed(EncodedResponse)
        case terminated
    }

    /// Where the transaction stands.
    public private(set) var state: State = .trying(late: nil)
    private let timing: TransactionTiming
    private let isReliable: Bool

    /// A transaction for a request that has just arrived.
    public init(timing: TransactionTiming, isReliable: Bool) {
        self.timing = timing
        self.isReliable = isReliable
    }

    /// The transaction user did not answer at once. `late`, a 100, is due when the client's timer E would have reached
    /// T2, over every transport (RFC 4320 §4.1: "without regard to transport").
    public mutating func leftUnanswered(late: EncodedResponse) -> [ServerTransactionAction] {
        switch self.state {
        case .trying(late: nil) where late.statusCode == 100:
            self.state = .trying(late: late)
            return [.schedule(.trying, after: self.timing.lateTrying)]
        case .trying, .proceeding, .completed, .terminated:
            return []
        }
    }

    /// The request arrived again.
    public func retransmissionReceived() -> [ServerTransactionAction] {
        switch self.state {
        case .proceeding(let response), .completed(let response): [.send(response, isRetransmission: true)]
        case .trying, .terminated: []
        }
    }

    /// The transaction user has the final response. The first one is taken, a 408 never is.
    public mutating func respond(with response: EncodedResponse) -> [ServerTransactionAction] {
        switch self.state {
        case .trying where response.statusCode >= 200 && response.statusCode != 408,
            .proceeding where response.statusCode >= 200 && response.statusCode != 408:
            let isLateDue = if case .trying(late: .some) = self.state { true } else { false }
            self.state = .completed(response)
            let cancelled: [ServerTransactionAction] = isLateDue ? [.cancel(.trying)] : []
            return [.send(response, isRetransmission: false)] + cancelled
                + [.schedule(.j, after: self.isReliable ? .zero : self.timing.lifetime)]
        case .trying, .proceeding, .completed, .terminated:
            return []
        }
    }

    /// A timer ran out. Letters that do not belong to this machine, or not to its state, change nothing.
    public mutating func fired(_ timer: ServerTransactionTimer) -> [ServerTransactionAction] {
        switch (timer, self.state) {
        case (.j, .completed):
            self.state = .terminated
            return [.terminate(.completed)]
        case (.trying, .trying(late: let late?)):
            self.state = .proceeding(late)
            return [.send(late, isRetransmission: false)]
        case (.j, .trying), (.j, .proceeding), (.j, .terminated), (.trying, .trying(late: nil)),
            (.trying, .proceeding), (.trying, .completed), (.trying, .terminated), (.g, _), (.h, _), (.i, _):
            return []
        }
    }
}
