public import CallAutomationModel

/// An event in the Event Grid schema (events.md §1.1).
public struct EventGridEvent: Hashable, Sendable {
    /// Unique for the event and the same on each delivery attempt: subscribers drop duplicates by it.
    public var id: String
    /// The resource path of the source, see ``topic(resource:)``.
    public var topic: String
    /// `/caller/{raw id}/recipient/{raw id}` for calls.
    public var subject: String
    /// `Microsoft.Communication.IncomingCall`.
    public var eventType: String
    /// When it happened, in units of 100 nanoseconds since 1970; written with seven digits. Nil when the sender told no
    /// time that can be read.
    public var eventTimeTicks: Int64?
    /// The version of the data's schema, `1.0`.
    public var dataVersion: String
    /// The version of the envelope's schema, `1`.
    public var metadataVersion: String
    /// What the event tells.
    public var data: EventPayload

    /// An event, member by member.
    public init(
        id: String, topic: String, subject: String, eventType: String, eventTimeTicks: Int64?,
        dataVersion: String = "1.0",
        metadataVersion: String = "1", data: EventPayload
    ) {
        self.id = id
        self.topic = topic
        self.subject = subject
        self.eventType = eventType
        self.eventTimeTicks = eventTimeTicks
        self.dataVersion = dataVersion
        self.metadataVersion = metadataVersion
        self.data = data
    }

    /// The event of a call that rings.
    public static func incomingCall(
        id: String, topic: String, eventTimeTicks: Int64, data: IncomingCallEventData
    ) -> Self {
        let payload = EventPayload.incomingCall(data)
        return Self(
            id: id, topic: topic, subject: "/caller/\(data.from.rawID)/recipient/\(data.to.rawID)",
            eventType: payload.eventType, eventTimeTicks: eventTimeTicks, data: payload)
    }

    /// The `topic` of a resource's events, which is also the `source` of its CloudEvents.
    public static func topic(resource name: String) -> String {
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/divert"
            + "/providers/Microsoft.Communication/communicationServices/\(name)"
    }

    /// Writes the object.
    public func write(to text: inout JSONText) {
        text.object { text in
            text.member("id", self.id)
            text.member("topic", self.topic)
            text.member("subject", self.subject)
            text.member("eventType", self.eventType)
            if let ticks = self.eventTimeTicks {
                text.member("eventTime", ISO8601Time.format(ticksSince1970: ticks))
            }
            text.member("dataVersion", self.dataVersion)
            text.member("metadataVersion", self.metadataVersion)
            text.name("data")
            self.data.write(to: &text)
        }
    }

    /// The body of a delivery: an array of one, as Event Grid sends it without batching.
    public func body() -> [UInt8] {
        var text = JSONText(capacity: 4096)
        text.array { self.write(to: &$0) }
        return text.bytes
    }
}
