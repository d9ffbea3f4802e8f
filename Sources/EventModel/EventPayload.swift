public import CallAutomationModel

/// What an event tells; one case for each event type. Endpoint validation will be the next.
public enum EventPayload: Hashable, Sendable {
    /// A call rings.
    case incomingCall(IncomingCallEventData)

    /// The `eventType` of Event Grid, which is also the `type` of a CloudEvent.
    public var eventType: String {
        switch self {
        case .incomingCall: "Microsoft.Communication.IncomingCall"
        }
    }

    /// The `aeg-event-type` of its delivery.
    public var deliveryType: String {
        switch self {
        case .incomingCall: "Notification"
        }
    }

    /// Writes the `data` object.
    public func write(to text: inout JSONText) {
        switch self {
        case .incomingCall(let data): data.write(to: &text)
        }
    }
}
