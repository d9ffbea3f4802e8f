/// An event that was not delivered, kept beyond its call so that somebody can find out why and send it again.
package struct DeadLetter: Sendable, Hashable {
    /// The event's id.
    package let id: String
    package let call: CallID
    /// The resource of the call.
    package let resource: String
    /// The name of the subscription.
    package let subscription: String
    package let reason: EventRecord.Failure
    /// When it was given up.
    package let at: Timestamp
    /// The event in the Event Grid schema: a JSON object.
    package let event: String
    package let attempts: [EventRecord.Attempt]

    package init(
        id: String, call: CallID, resource: String, subscription: String, reason: EventRecord.Failure, at: Timestamp,
        event: String, attempts: [EventRecord.Attempt]
    ) {
        self.id = id
        self.call = call
        self.resource = resource
        self.subscription = subscription
        self.reason = reason
        self.at = at
        self.event = event
        self.attempts = attempts
    }
}
