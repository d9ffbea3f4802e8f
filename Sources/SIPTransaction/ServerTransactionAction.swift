public import SIPMessage

/// What the owner of a server transaction does, in order.
public enum ServerTransactionAction: Sendable, Hashable {
    /// Hand the response to the transport. `isRetransmission` tells repetitions from the first time.
    case send(EncodedResponse, isRetransmission: Bool)
    /// Start the timer, replacing one of the same name.
    case schedule(ServerTransactionTimer, after: Duration)
    case cancel(ServerTransactionTimer)
    /// Tell the transaction user that the caller has the final response.
    case reportAcknowledged
    /// Forget the transaction.
    case terminate(ServerTransactionTermination)
}

/// The timers of RFC 3261 §17.2, by their letters.
public enum ServerTransactionTimer: UInt8, Sendable, Hashable, CaseIterable {
    /// Retransmits a final response to INVITE over unreliable transports: T1, doubled up to T2.
    case g
    /// Waits for the ACK: 64·T1.
    case h
    /// Absorbs further ACKs: T4 over unreliable transports, else 0.
    case i
    /// Answers retransmissions of a non-INVITE request: 64·T1 over unreliable transports, else 0.
    case j
    /// Sends the 100 that a non-INVITE may have only late (RFC 4320 §4.1).
    case trying
}

/// Why a server transaction ended.
public enum ServerTransactionTermination: Sendable, Hashable {
    /// The final response arrived, or its time to be asked for again is over.
    case completed
    /// No ACK came for 64·T1.
    case acknowledgementMissing
}
