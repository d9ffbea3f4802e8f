public import SIPMessage

/// The INVITE client transaction of RFC 3261 §17.1.1, with the Accepted state of RFC 6026 §7.2.
///
///     idle --start--> calling --1xx--> proceeding --300-699--> completed --timer D--> terminated
///                       | |'------------300-699-----------------^                         ^
///                       | '-------2xx (proceeding too)--> accepted --timer M--------------|
///                       '-----timer B, transport failed-----------------------------------'
///
/// It acknowledges final responses of 300 to 699 itself, each time they come. A 2xx is for the transaction user to
/// acknowledge, and every one of them is delivered. Once there was a provisional response it waits without limit: how
/// long a call may ring is for its user to say. It does no I/O and reads no clock.
public struct ClientInviteTransaction: Sendable, Hashable {
    /// Where the transaction stands.
    public enum State: Sendable, Hashable {
        /// Nothing was sent yet.
        case idle
        /// The INVITE was sent; nothing came. `interval` is timer A's present value.
        case calling(interval: Duration)
        /// A provisional response came.
        case proceeding
        /// A final response of 300 to 699 came; the ACK answers its retransmissions.
        case completed(acknowledgement: SIPRequest?)
        /// A 2xx came.
        case accepted
        case terminated
    }

    /// Where the transaction stands.
    public private(set) var state: State = .idle
    /// The INVITE.
    public let request: SIPRequest
    private let timing: TransactionTiming
    private let isReliable: Bool
    private let patience: Duration

    /// A transaction for an INVITE that has not left yet.
    ///
    /// - Parameter patience: timer B, how long to wait for a first response; 64·T1 when nil.
    public init(request: SIPRequest, timing: TransactionTiming, isReliable: Bool, patience: Duration? = nil) {
        self.request = request
        self.timing = timing
        self.isReliable = isReliable
        self.patience = patience ?? timing.lifetime
    }

    /// Sends the INVITE. Only the first time counts.
    public mutating func start() -> [ClientTransactionAction] {
        switch self.state {
        case .idle:
            self.state = .calling(interval: self.timing.t1)
            let repeats: [ClientTransactionAction] = self.isReliable ? [] : [.schedule(.a, after: self.timing.t1)]
            return [.send(self.request, isRetransmission: false)] + repeats + [.schedule(.b, after: self.patience)]
        case .calling, .proceeding, .completed, .accepted, .terminated:
            return []
        }
    }

    /// A response arrived whose ``ClientTransactionKey`` is this transaction's.
    public mutating func received(_ response: SIPResponse) -> [ClientTransactionAction] {
        switch self.state {
        case .calling, .proceeding:
            let cancelled = self.timersOfCalling
            switch response.statusCode {
            case ..<200:
                self.state = .proceeding
                return cancelled + [.deliver(response)]
            case ..<300:
                self.state = .accepted
                return cancelled + [.deliver(response), .schedule(.m, after: self.timing.lifetime)]
            default:
                return cancelled + self.complete(with: response)
            }
        case .completed(let acknowledgement?) where response.statusCode >= 300:
            return [.send(acknowledgement, isRetransmission: true)]
        case .accepted where (200..<300).contains(response.statusCode):
            return [.deliver(response)]
        case .idle, .completed, .accepted, .terminated:
            return []
        }
    }

    /// A timer ran out. Letters that do not belong to this machine, or not to its state, change nothing.
    public mutating func fired(_ timer: ClientTransactionTimer) -> [ClientTransactionAction] {
        switch (timer, self.state) {
        case (.a, .calling(let interval)) where !self.isReliable:
            self.state = .calling(interval: interval * 2)
            return [.send(self.request, isRetransmission: true), .schedule(.a, after: interval * 2)]
        case (.b, .calling):
            let cancelled: [ClientTransactionAction] = self.isReliable ? [] : [.cancel(.a)]
            self.state = .terminated
            return cancelled + [.terminate(.timedOut)]
        case (.d, .completed), (.m, .accepted):
            self.state = .terminated
            return [.terminate(.completed)]
        case (.a, _), (.b, _), (.d, _), (.m, _), (.e, _), (.f, _), (.k, _):
            return []
        }
    }

    /// What was sent last did not leave, or nobody takes it there. In the other states nothing is being sent.
    public mutating func transportFailed() -> [ClientTransactionAction] {
        switch self.state {
        case .calling:
            let cancelled = self.timersOfCalling
            self.state = .terminated
            return cancelled + [.terminate(.transportFailed)]
        case .completed:
            self.state = .terminated
            return [.cancel(.d), .terminate(.transportFailed)]
        case .idle, .proceeding, .accepted, .terminated:
            return []
        }
    }

    private mutating func complete(with response: SIPResponse) -> [ClientTransactionAction] {
        let acknowledgement = self.request.acknowledgement(of: response)
        self.state = .completed(acknowledgement: acknowledgement)
        let sent = acknowledgement.map { [ClientTransactionAction.send($0, isRetransmission: false)] } ?? []
        let absorption: Duration = self.isReliable ? .zero : max(self.timing.lifetime, .seconds(32))
        return sent + [.deliver(response), .schedule(.d, after: absorption)]
    }

    /// The timers that the first response stops.
    private var timersOfCalling: [ClientTransactionAction] {
        guard case .calling = self.state else { return [] }
        return self.isReliable ? [.cancel(.b)] : [.cancel(.a), .cancel(.b)]
    }
}
