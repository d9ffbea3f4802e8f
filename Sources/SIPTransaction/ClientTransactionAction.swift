public import SIPMessage

/// What the owner of a client transaction does, in order.
public enum ClientTransactionAction: Sendable, Hashable {
    /// Hand the request, or the ACK that belongs to the transaction, to the transport. `isRetransmission` tells
    /// repetitions from the first time.
    case send(SIPRequest, isRetransmission: Bool)
    /// Start the timer, replacing one of the same name.
    case schedule(ClientTransactionTimer, after: Duration)
    case cancel(ClientTransactionTimer)
    /// Pass the response to the transaction user. Retransmissions of a final response that the transaction deals with
    /// itself are not passed on.
    case deliver(SIPResponse)
    /// Forget the transaction.
    case terminate(ClientTransactionTermination)
}

/// The timers of RFC 3261 §17.1 and RFC 6026 §8.4, by their letters.
public enum ClientTransactionTimer: UInt8, Sendable, Hashable, CaseIterable {
    /// Retransmits the INVITE over unreliable transports: T1, doubled each time.
    case a
    /// Waits for the first response to the INVITE: 64·T1 unless its user is less patient.
    case b
    /// Absorbs retransmissions of a final response of 300 to 699: at least 32 s over unreliable transports, else 0.
    case d
    /// Retransmits a non-INVITE request over unreliable transports: T1, doubled up to T2.
    case e
    /// Waits for the final response to a non-INVITE request: 64·T1.
    case f
    /// Absorbs retransmissions of the final response to a non-INVITE request: T4 over unreliable transports, else 0.
    case k
    /// Waits for retransmissions of a 2xx, and for those of other branches: 64·T1 (RFC 6026).
    case m
}

/// Why a client transaction ended.
public enum ClientTransactionTermination: Sendable, Hashable {
    /// It had its final response.
    case completed
    /// Timer B or F: nothing came in time. The transaction user treats it like a 408.
    case timedOut
    /// The request could not be sent. The transaction user treats it like a 503.
    case transportFailed
}
