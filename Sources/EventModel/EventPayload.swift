public import CallAutomationModel

/// What an event tells; one case for each event type that is understood, and one for the others.
public enum EventPayload: Hashable, Sendable {
    /// A call rings.
    case incomingCall(IncomingCallEventData)
    /// Event Grid asks whether this endpoint wants its events.
    case subscriptionValidation(SubscriptionValidation)
    /// Any other type, with its data as it came.
    case other(type: String, data: JSONValue)

    static let incomingCallType = "Microsoft.Communication.IncomingCall"
    static let subscriptionValidationType = "Microsoft.EventGrid.SubscriptionValidationEvent"

    /// The `eventType` of Event Grid, which is also the `type` of a CloudEvent.
    public var eventType: String {
        switch self {
        case .incomingCall: Self.incomingCallType
        case .subscriptionValidation: Self.subscriptionValidationType
        case .other(let type, _): type
        }
    }

    /// The `aeg-event-type` of its delivery.
    public var deliveryType: String {
        switch self {
        case .incomingCall, .other: "Notification"
        case .subscriptionValidation: "SubscriptionValidation"
        }
    }

    /// Writes the `data` object.
    public func write(to text: inout JSONText) {
        switch self {
        case .incomingCall(let data): data.write(to: &text)
        case .subscriptionValidation(let data): data.write(to: &text)
        case .other(_, let data): text.value(data)
        }
    }

    /// Reads the data of an event of that type.
    init(type: String, json data: JSONValue?, at path: String) throws(CommunicationError) {
        switch type {
        case Self.incomingCallType: self = .incomingCall(try IncomingCallEventData(json: data, at: path))
        case Self.subscriptionValidationType:
            self = .subscriptionValidation(try SubscriptionValidation(json: data, at: path))
        default: self = .other(type: type, data: data ?? .null)
        }
    }
}
