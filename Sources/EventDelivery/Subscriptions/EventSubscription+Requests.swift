import CallAutomationModel
package import CallRouting
package import EventModel

// The question whether an endpoint wants events, and what is a yes (events.md §4).
extension EventSubscription {
    /// The request that asks.
    ///
    /// - Parameters:
    ///   - id: of the event that asks.
    ///   - confirmationURL: where somebody may agree instead; it holds the code.
    package func handshake(code: String, id: String, confirmationURL: String, now: Timestamp) -> EventPost {
        switch self.schema {
        case .eventGrid:
            let event = EventGridEvent(
                id: id, topic: EventGridEvent.topic(resource: self.resource ?? "divert"), subject: "",
                eventType: "Microsoft.EventGrid.SubscriptionValidationEvent", eventTimeTicks: now.milliseconds * 10_000,
                dataVersion: "2",
                data: .subscriptionValidation(
                    SubscriptionValidation(validationCode: code, validationURL: confirmationURL)))
            return self.request(
                .post, event.deliveryHeaders(subscription: self.name, attempt: 0), body: event.body(), id: id, now: now)
        case .cloudEvents:
            return self.request(
                .options,
                [
                    ("WebHook-Request-Origin", EventGridEvent.webhookOrigin),
                    ("WebHook-Request-Callback", confirmationURL),
                    ("WebHook-Request-Rate", "*"),
                ], body: [], id: id, now: now)
        }
    }

    /// Why an answer to the question is no yes; nil when it is one.
    package func refusal(in answer: EventAnswer, code: String) -> String? {
        guard let status = answer.attempt.status else { return answer.attempt.error ?? "no answer" }
        switch self.schema {
        case .eventGrid:
            guard status == 200 else { return "the answer \(status) is no yes, which is 200 with the code" }
            guard case .object(let members)? = try? JSONValue(parsing: answer.body),
                let response = members.first(where: { $0.name.lowercased() == "validationresponse" })?.value.string
            else { return "the answer holds no validationResponse" }
            return response == code ? nil : "the validationResponse is not the code that was sent"
        case .cloudEvents:
            guard (200..<300).contains(status) else { return "the answer \(status) is no yes" }
            let origins = answer.allowedOrigins.map { $0.lowercased() }
            return origins.contains { $0 == "*" || $0 == EventGridEvent.webhookOrigin }
                ? nil : "the answer does not name \(EventGridEvent.webhookOrigin) in WebHook-Allowed-Origin"
        }
    }

    /// One attempt to deliver an event.
    ///
    /// - Parameter attempt: how many were made before.
    package func delivery(of event: EventGridEvent, attempt: Int, now: Timestamp) -> EventPost {
        switch self.schema {
        case .eventGrid:
            self.request(
                .post, event.deliveryHeaders(subscription: self.name, attempt: attempt), body: event.body(),
                id: event.id, now: now)
        case .cloudEvents:
            self.request(
                .post, event.cloudEventHeaders(subscription: self.name, attempt: attempt),
                body: event.cloudEventBody(), id: event.id, now: now)
        }
    }

    private func request(
        _ method: EventPost.Method, _ headers: [(name: String, value: String)], body: [UInt8], id: String,
        now: Timestamp
    ) -> EventPost {
        let signature = self.signingSecret?.headers(id: id, seconds: now.milliseconds / 1000, body: body) ?? []
        return EventPost(
            method, endpoint: self.endpoint,
            headers: headers.map { EventPostHeader(name: $0.name, value: $0.value) } + signature + self.headers,
            body: body, isGuarded: self.isGuarded)
    }
}
