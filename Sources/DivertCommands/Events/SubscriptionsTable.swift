package import CallAutomationModel

/// Subscriptions for people, a line each.
///
///     NAME  STATE    ENDPOINT                          ORIGIN         REASON
///     app   pending  https://app.example/events        api            the answer 404 is no yes
package struct SubscriptionsTable {
    /// Characters of a reason that are shown; the whole stands in the JSON.
    private static let reasonLength = 60

    package let text: String

    package init(_ subscriptions: [JSONValue], terminal: Terminal = .plain) {
        var table = TextTable(["NAME", "STATE", "ENDPOINT", "ORIGIN", "REASON"], terminal: terminal)
        for subscription in subscriptions {
            let state = subscription.text("state") ?? ""
            table.add(
                [
                    subscription.text("name") ?? "", state, subscription.text("endpoint") ?? "",
                    subscription.text("origin") ?? "",
                    String((subscription.text("reason") ?? "").prefix(Self.reasonLength)),
                ], Self.style(state).map { [1: $0] } ?? [:])
        }
        self.text = table.text
    }

    private static func style(_ state: String) -> Terminal.Style? {
        switch state {
        case "valid": .green
        case "pending": .yellow
        case "failed": .red
        default: nil
        }
    }
}
