public import CallAutomationModel

/// An event in the CloudEvents 1.0 schema, structured content mode (events.md §1.2).
///
/// ```json
/// {"specversion": "1.0", "id": "…", "source": "/subscriptions/…", "type": "Microsoft.Communication.IncomingCall",
///  "subject": "/caller/…/recipient/…", "time": "2026-03-12T08:00:00.1234567Z", "data": {…}}
/// ```
public struct CloudEvent: Hashable, Sendable {
    /// Unique within the source, and the same on each delivery attempt: subscribers drop duplicates by it.
    public let id: String
    /// Where it comes from: for calls, what Event Grid calls `topic`.
    public let source: String
    /// `Microsoft.Communication.IncomingCall`.
    public let type: String
    /// `/caller/{raw id}/recipient/{raw id}` for calls.
    public let subject: String?
    /// When it happened, in units of 100 nanoseconds since 1970. Nil when the sender told no time that can be read.
    public let timeTicks: Int64?
    /// What the event tells.
    public let data: EventPayload

    /// Reads a delivery: one event (`application/cloudevents+json`), or an array of them
    /// (`application/cloudevents-batch+json`).
    ///
    /// Throws at the first event that cannot be read; ``IncomingCallWebhook`` reads the others of a batch all the same.
    public static func decode(_ body: [UInt8]) throws(EventDecodingError) -> [Self] {
        var events: [Self] = []
        for (value, path) in try EventBody(body).elements {
            events.append(try Self(json: value, at: path))
        }
        return events
    }

    /// Reads one event; `path` is where it stands in the body.
    public init(json value: JSONValue, at path: String = "event") throws(EventDecodingError) {
        do throws(CommunicationError) {
            let members = try JSONMembers(value, at: path)
            let version = try members.requiredString("specversion")
            guard version.hasPrefix("1.") else {
                throw CommunicationError.invalidArgument(
                    target: members.path(of: "specversion"), "“\(members.path(of: "specversion"))” must be 1.0.")
            }
            guard try members.value("data_base64") == nil else {
                throw CommunicationError.invalidArgument(
                    target: members.path(of: "data_base64"), "The event must carry its data as JSON in “data”.")
            }
            self.id = try members.requiredString("id")
            self.source = try members.requiredString("source")
            self.type = try members.requiredString("type")
            self.subject = try members.string("subject")
            self.timeTicks = try members.value("time")?.string.flatMap(ISO8601Time.parseTicks)
            self.data = try EventPayload(
                type: self.type, json: try members.value("data"), at: members.path(of: "data"))
        } catch {
            throw EventDecodingError(error)
        }
    }
}
