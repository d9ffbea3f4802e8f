import CallAutomationModel

/// The receiving end of events, without the HTTP server: hand it each request, send back its answer, decide the calls.
///
/// ```swift
/// let received = IncomingCallWebhook().receive(method: "POST", headers: headers, body: body)
/// for call in received.incomingCalls {
///     try await client.redirectCall(call, to: .phoneNumber("+14255550199"))
/// }
/// // send received.answer
/// ```
///
/// It reads the Event Grid schema and CloudEvents 1.0 in structured mode, one event or a batch, and answers both ways of
/// asking whether this endpoint wants events: the `SubscriptionValidationEvent` of Event Grid, and the `OPTIONS` request of
/// CloudEvents webhooks (events.md §§1, 4).
///
/// It does not know who sends. Whoever reaches the endpoint can make up calls, though nobody can decide a call without a
/// context that the service sealed; keep the endpoint's address to yourself all the same.
public struct IncomingCallWebhook: Sendable {
    /// The longest body that is read, in bytes: what Event Grid sends at most.
    public static let bodyLimit = 1_048_576

    /// The senders that may deliver CloudEvents here, such as `eventgrid.azure.net`; nil admits whoever asks.
    public var allowedOrigins: Set<String>?
    /// How many CloudEvents a minute they may deliver; nil sets no limit.
    public var allowedRate: Int?

    /// A webhook.
    public init(allowedOrigins: Set<String>? = nil, allowedRate: Int? = nil) {
        self.allowedOrigins = allowedOrigins
        self.allowedRate = allowedRate
    }

    /// Reads one request; pure, and safe for hostile bytes.
    ///
    /// A batch is answered 200 when at least one of its events could be read; for the rest see
    /// ``ReceivedEvents/problems``. When none could, it is 400, which senders do not repeat.
    ///
    /// - Parameters:
    ///   - method: upper case.
    ///   - headers: all of them, names in any case.
    ///   - body: at most ``bodyLimit`` bytes; longer ones are answered 413.
    public func receive(
        method: String, headers: [(name: String, value: String)], body: some Collection<UInt8>
    ) -> ReceivedEvents {
        switch method {
        case "POST": self.receive(body)
        case "OPTIONS": ReceivedEvents(answer: self.handshake(headers))
        default: Self.refused(405, headers: ["Allow": "POST, OPTIONS"], "Events are sent with POST.")
        }
    }

    private func receive(_ body: some Collection<UInt8>) -> ReceivedEvents {
        guard body.count <= Self.bodyLimit else {
            return Self.refused(413, "The body is longer than \(Self.bodyLimit) bytes.")
        }
        let elements: [(value: JSONValue, path: String)]
        do {
            elements = try EventBody(Array(body)).elements
        } catch {
            return Self.refused(400, error)
        }
        var received = ReceivedEvents(answer: WebhookAnswer(status: 200))
        var validation: SubscriptionValidation?
        for (value, path) in elements {
            do {
                let event = try Self.event(value, at: path)
                switch event.payload {
                case .incomingCall(let data):
                    received.incomingCalls.append(IncomingCallEvent(id: event.id, source: event.source, data: data))
                case .subscriptionValidation(let question): validation = validation ?? question
                case .other(let type, let data):
                    received.otherEvents.append(
                        OtherEvent(id: event.id, source: event.source, type: type, data: data))
                }
            } catch {
                received.problems.append(error)
            }
        }
        if let validation {
            received.answer = .json(200, validation.answer())
        } else if received.problems.count == elements.count, let problem = received.problems.first {
            received.answer = Self.refused(400, problem).answer
        }
        return received
    }

    /// The schema shows in the members: the content type is often set to plain JSON on the way.
    private static func event(
        _ value: JSONValue, at path: String
    ) throws(EventDecodingError) -> (id: String, source: String, payload: EventPayload) {
        guard case .object(let members) = value else {
            throw EventDecodingError(path: path, "“\(path)” must be a JSON object.")
        }
        if members.contains(where: { $0.name == "specversion" }) {
            let event = try CloudEvent(json: value, at: path)
            return (event.id, event.source, event.data)
        }
        if members.contains(where: { $0.name == "eventType" }) {
            let event = try EventGridEvent(json: value, at: path)
            return (event.id, event.topic, event.data)
        }
        throw EventDecodingError(
            path: path, "“\(path)” is no event: neither “eventType” (Event Grid) nor “specversion” (CloudEvents).")
    }

    /// HTTP 1.1 Web Hooks for Event Delivery §4.
    private func handshake(_ headers: [(name: String, value: String)]) -> WebhookAnswer {
        let origins = headers.filter { $0.name.lowercased() == "webhook-request-origin" }.map(\.value)
        guard let origin = origins.first else {
            return WebhookAnswer(status: 204, headers: ["Allow": "POST, OPTIONS"])
        }
        let isSound = (1...255).contains(origin.utf8.count) && origin.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard origins.count == 1, isSound, self.allowedOrigins?.contains(origin) ?? true else {
            return Self.refused(403, "This endpoint takes no events from that origin.").answer
        }
        return WebhookAnswer(
            status: 200,
            headers: [
                "Allow": "POST, OPTIONS", "WebHook-Allowed-Origin": origin,
                "WebHook-Allowed-Rate": self.allowedRate.map(String.init) ?? "*",
            ])
    }

    private static func refused(
        _ status: Int, headers: [String: String] = [:], _ message: String
    ) -> ReceivedEvents {
        self.refused(status, headers: headers, EventDecodingError(message))
    }

    private static func refused(
        _ status: Int, headers: [String: String] = [:], _ problem: EventDecodingError
    ) -> ReceivedEvents {
        let error = CommunicationError(
            status: status, code: "InvalidEvent", message: problem.message, target: problem.path)
        return ReceivedEvents(problems: [problem], answer: .json(status, headers: headers, error.body()))
    }
}
