import CallRouting

/// One event of one call on its way to its subscription.
struct DeliveryTicket: Sendable, Hashable {
    let call: CallID
    /// The event's id.
    let event: String
}
