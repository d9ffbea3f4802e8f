import CallAutomationModel

/// The body of a delivery, split into the events it holds, each with its path: `[0]`, or `event` when it stands alone.
struct EventBody {
    /// More events than Event Grid puts into one batch.
    static let eventLimit = 5000

    let elements: [(value: JSONValue, path: String)]

    init(_ body: [UInt8]) throws(EventDecodingError) {
        guard body.count <= IncomingCallWebhook.bodyLimit else {
            throw EventDecodingError("The body is longer than \(IncomingCallWebhook.bodyLimit) bytes.")
        }
        guard !body.isEmpty else { throw EventDecodingError("The body is empty; events in JSON are expected.") }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: body)
        } catch {
            throw EventDecodingError("The body is not valid JSON: \(error).")
        }
        switch value {
        case .array(let events): self.elements = events.enumerated().map { ($0.element, "[\($0.offset)]") }
        case .object: self.elements = [(value, "event")]
        case .null, .bool, .number, .string:
            throw EventDecodingError("The body must be an event or an array of events.")
        }
        guard (1...Self.eventLimit).contains(self.elements.count) else {
            throw EventDecodingError("The body must hold 1 to \(Self.eventLimit) events.")
        }
    }
}
