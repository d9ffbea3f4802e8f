/// The final response of a call and what became of it.
package struct FinalResponse: Sendable, Hashable {
    package let status: Int
    /// The Contact as sent, in angle brackets; nil for refusals.
    package let contact: String?
    /// When it was first handed to the transport.
    package let at: Timestamp
    /// Whether the caller's ACK arrived. Written lazily: losing the mark costs one more transmission (D8).
    package var acknowledged: Bool
    /// Whether the connection that it had to leave on could not be had (D7).
    package var sendFailed: Bool

    package init(
        status: Int, contact: String?, at: Timestamp, acknowledged: Bool = false, sendFailed: Bool = false
    ) {
        self.status = status
        self.contact = contact
        self.at = at
        self.acknowledged = acknowledged
        self.sendFailed = sendFailed
    }
}
