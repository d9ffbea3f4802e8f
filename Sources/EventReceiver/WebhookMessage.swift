import CallAutomationModel

/// What a request to a webhook means (Event Grid and CloudEvents webhook delivery).
package enum WebhookMessage: Sendable, Hashable {
    /// Events, one or a batch.
    case events([ReceivedEvent])
    /// Event Grid wants the code back before it delivers.
    case validation(code: String)
    /// The CloudEvents handshake: may `origin` deliver here?
    case handshake(origin: String)
    /// Neither; the reason is for the sender.
    case malformed(String)
    /// A method that no webhook has.
    case methodNotAllowed

    /// Reads a request.
    package init(_ request: WebhookRequest) {
        switch request.method {
        case "OPTIONS": self = .handshake(origin: request.header("WebHook-Request-Origin") ?? "*")
        case "POST": self.init(body: request.body)
        default: self = .methodNotAllowed
        }
    }

    private init(body: [UInt8]) {
        let elements: [JSONValue]
        do {
            switch try JSONValue(parsing: body) {
            case .array(let values): elements = values
            case .object(let members): elements = [.object(members)]
            case .null, .bool, .number, .string:
                self = .malformed("The body must be an event or an array of events.")
                return
            }
        } catch {
            self = .malformed("The body is not valid JSON: \(error).")
            return
        }
        let events = elements.compactMap(ReceivedEvent.init)
        guard events.count == elements.count else {
            self = .malformed("Every event must be a JSON object.")
            return
        }
        let codes = zip(events, elements).compactMap { event, element in
            event.type == Self.validation ? Self.validationCode(element) : nil
        }
        self = codes.first.map { .validation(code: $0) } ?? .events(events)
    }

    /// What a webhook answers that wants every event.
    package var answer: WebhookAnswer {
        switch self {
        case .events: return WebhookAnswer(200)
        case .validation(let code):
            var text = JSONText(capacity: 128)
            text.object { $0.member("validationResponse", code) }
            return WebhookAnswer(
                200, headers: [WebhookRequest.Header("Content-Type", "application/json")], body: text.bytes)
        case .handshake(let origin):
            return WebhookAnswer(
                200,
                headers: [
                    WebhookRequest.Header("WebHook-Allowed-Origin", origin),
                    WebhookRequest.Header("WebHook-Allowed-Rate", "*"), WebhookRequest.Header("Allow", "POST"),
                ])
        case .malformed(let reason): return .text(400, reason)
        case .methodNotAllowed:
            return .text(
                405, "Events come by POST, the CloudEvents handshake by OPTIONS.",
                headers: [WebhookRequest.Header("Allow", "POST, OPTIONS")])
        }
    }

    private static let validation = "Microsoft.EventGrid.SubscriptionValidationEvent"

    private static func validationCode(_ event: JSONValue) -> String? {
        guard let members = try? JSONMembers(event, at: "event"),
            let data = try? JSONMembers(members.value("data"), at: "data")
        else { return nil }
        return try? data.requiredString("validationCode")
    }
}
