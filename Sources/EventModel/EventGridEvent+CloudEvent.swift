import CallAutomationModel

// The same event in the CloudEvents 1.0 schema (events.md §1.2).
extension EventGridEvent {
    /// Who delivers, as CloudEvents webhooks name it in `WebHook-Request-Origin`; receivers of the cloud expect this one.
    public static let webhookOrigin = "eventgrid.azure.net"

    /// The body of a delivery in structured content mode: one event.
    public func cloudEventBody() -> [UInt8] {
        var text = JSONText(capacity: 4096)
        text.object { text in
            text.member("id", self.id)
            text.member("source", self.topic)
            text.member("specversion", "1.0")
            text.member("type", self.eventType)
            text.member("subject", self.subject)
            if let ticks = self.eventTimeTicks {
                text.member("time", ISO8601Time.format(ticksSince1970: ticks))
            }
            text.member("datacontenttype", "application/json")
            text.name("data")
            self.data.write(to: &text)
        }
        return text.bytes
    }

    /// The headers of such a delivery (events.md §5); the parameters are those of ``deliveryHeaders(subscription:attempt:)``.
    public func cloudEventHeaders(subscription: String, attempt: Int) -> [(name: String, value: String)] {
        [
            ("Content-Type", "application/cloudevents+json; charset=utf-8"),
            ("WebHook-Request-Origin", Self.webhookOrigin),
            ("Origin", Self.webhookOrigin),
            ("aeg-event-type", self.data.deliveryType),
            ("aeg-subscription-name", subscription.uppercased()),
            ("aeg-delivery-count", String(max(0, attempt))),
            ("aeg-metadata-version", "1.0"),
            ("aeg-output-event-id", self.id),
        ]
    }
}
