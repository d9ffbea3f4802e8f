/// What one request to a webhook held, and what it must be answered.
public struct ReceivedEvents: Hashable, Sendable {
    /// The calls that ring, in the order of the body. Events are delivered at least once: the same one may come again.
    public var incomingCalls: [IncomingCallEvent] = []
    /// Events about anything else.
    public var otherEvents: [OtherEvent] = []
    /// What could not be read, for your log.
    public var problems: [EventDecodingError] = []
    /// The answer, whatever the request was. Send it at once: the sender waits for it, and only for some seconds.
    public var answer: WebhookAnswer
}
