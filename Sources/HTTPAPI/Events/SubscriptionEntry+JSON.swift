import CallAutomationModel
import CallRouting
import EventDelivery

/// A subscription as the Divert plane shows it: without secrets, of which only their names are told.
///
/// ```json
/// {"name": "app", "resource": "local", "endpoint": "https://app.example/events?…", "origin": "api", "state": "pending",
///  "reason": "the answer 404 is no yes", "changedAt": "…", "schema": "eventGrid", …, "headers": ["Authorization"],
///  "isSigned": false}
/// ```
extension SubscriptionTable.Entry {
    func write(to text: inout JSONText) {
        text.object { text in
            text.member("name", self.subscription.name)
            text.member("resource", orNull: self.subscription.resource)
            text.member("endpoint", self.subscription.shownEndpoint)
            text.member("origin", self.isConfigured ? "configuration" : "api")
            text.member("state", self.state.rawValue)
            text.member("reason", orNull: self.reason.isEmpty ? nil : self.reason)
            text.member(
                "changedAt", ISO8601Time.format(millisecondsSince1970: self.changedAt.milliseconds))
            self.subscription.writeSettings(to: &text)
            text.name("headers")
            text.array { text in
                for header in self.subscription.headers { text.string(header.name) }
            }
            text.member("isSigned", self.subscription.signingSecret != nil)
        }
    }
}
