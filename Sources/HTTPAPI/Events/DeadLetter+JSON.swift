import CallAutomationModel
import CallRouting

/// An event that was not delivered as the Divert plane shows it. Lists leave out the event.
///
/// ```json
/// {"id": "…", "call": "…", "subscription": "app", "reason": "callEnded", "at": "…", "attempts": [], "event": {}}
/// ```
extension DeadLetter {
    func write(to text: inout JSONText, withEvent: Bool) {
        text.object { text in
            text.member("id", self.id)
            text.member("call", "\(self.call)")
            text.member("subscription", self.subscription)
            text.member("reason", self.reason.rawValue)
            text.member("at", ISO8601Time.format(millisecondsSince1970: self.at.milliseconds))
            text.name("attempts")
            text.array { text in
                for attempt in self.attempts { attempt.write(to: &text) }
            }
            guard withEvent else { return }
            text.name("event")
            text.value((try? JSONValue(parsing: Array(self.event.utf8))) ?? .null)
        }
    }
}
