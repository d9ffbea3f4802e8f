public import CallAutomationModel

extension EventGridEvent {
    /// Reads a delivery: an array of events, or one event that stands alone.
    ///
    /// `id`, `eventType` and, for the types that are understood, `data` must be there. Throws at the first event that
    /// cannot be read; ``IncomingCallWebhook`` reads the others of a batch all the same.
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
            let type = try members.requiredString("eventType")
            self.init(
                id: try members.requiredString("id"),
                topic: try members.string("topic") ?? "",
                subject: try members.string("subject") ?? "",
                eventType: type,
                eventTimeTicks: try members.value("eventTime")?.string.flatMap(ISO8601Time.parseTicks),
                dataVersion: try members.string("dataVersion") ?? "",
                metadataVersion: try members.string("metadataVersion") ?? "",
                data: try EventPayload(type: type, json: try members.value("data"), at: members.path(of: "data")))
        } catch {
            throw EventDecodingError(error)
        }
    }
}
