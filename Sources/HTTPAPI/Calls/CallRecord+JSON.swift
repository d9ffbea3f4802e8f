import CallAutomationModel
import CallRouting

/// A call as the Divert plane shows it. Every member is always there; `null` where nothing is.
///
/// ```json
/// {"id": "…", "state": "redirected", "origin": "sip", "resource": "local", "peer": "carrier", "from": {}, "to": {},
///  "callerDisplayName": "…", "correlationId": "…", "serverCallId": "…", "createdAt": "…", "deadline": "…",
///  "incomingCallContext": null, "hops": [{"to": {}, "eventId": "…", "decision": {}}], "timeline": [], "events": [], "decision": {}, "final": {}}
/// ```
extension CallRecord {
    /// Writes the object. `to` is whom the caller called; the deadline and the context are the current hop's. The context
    /// is shown only while it can decide something.
    func write(to text: inout JSONText) {
        text.object { text in
            text.member("id", "\(self.id)")
            text.member("state", self.state.rawValue)
            text.member("origin", self.origin.rawValue)
            text.member("resource", self.resource)
            text.member("peer", orNull: self.peer)
            text.member("from", self.from)
            text.member("to", self.to)
            text.member("callerDisplayName", self.callerDisplayName)
            text.member("correlationId", "\(self.id)")
            text.member("serverCallId", self.serverCallID)
            text.member("createdAt", self.createdAt)
            text.member("deadline", self.deadline)
            text.member("incomingCallContext", orNull: self.state == .ringing ? self.incomingCallContext : nil)
            self.writeHops(to: &text)
            text.name("timeline")
            text.array { text in
                for entry in self.timeline { entry.write(to: &text) }
            }
            text.name("events")
            text.array { text in
                for event in self.events { event.write(to: &text) }
            }
            text.member("decision", self.decision)
            text.name("final")
            if let final = self.final { final.write(to: &text) } else { text.null() }
        }
    }

    /// One hop, and one more for each time that the call rang on. The last one was decided by what ended the call.
    private func writeHops(to text: inout JSONText) {
        var hops: [(to: CommunicationIdentifier, decision: Decision?)] = self.earlierHops.map { ($0.to, $0.decision) }
        hops.append((self.hop.to, self.decision))
        text.name("hops")
        text.array { text in
            for (number, hop) in hops.enumerated() {
                text.object { text in
                    text.member("to", hop.to)
                    text.member("eventId", orNull: self.events.first { $0.hop == number }?.id)
                    text.member("decision", hop.decision)
                }
            }
        }
    }
}

extension TimelineEntry {
    fileprivate func write(to text: inout JSONText) {
        text.object { text in
            text.member("at", self.at)
            text.member("name", self.name.rawValue)
            text.member("detail", self.detail)
        }
    }
}

extension EventRecord {
    fileprivate func write(to text: inout JSONText) {
        text.object { text in
            text.member("id", self.id)
            text.member("subscription", self.subscription)
            text.member("kind", self.kind.rawValue)
            text.member("state", self.state.rawValue)
            text.member("reason", orNull: self.failure?.rawValue)
            text.name("attempts")
            text.array { text in
                for attempt in self.attempts { attempt.write(to: &text) }
            }
        }
    }
}

extension EventRecord.Attempt {
    /// Writes the object.
    func write(to text: inout JSONText) {
        text.object { text in
            text.member("at", self.at)
            text.name("status")
            if let status = self.status { text.integer(status) } else { text.null() }
            text.member("durationMilliseconds", self.duration.wholeMilliseconds)
            text.member("error", orNull: self.error)
            text.member("answer", orNull: self.answer)
        }
    }
}

extension Decision {
    fileprivate func write(to text: inout JSONText) {
        text.object { text in
            text.member("kind", self.name)
            text.member("by", self.by.rawValue)
            text.name("target")
            if case .redirect(let target, _) = self.kind { target.write(to: &text) } else { text.null() }
            text.member("reason", orNull: self.reason)
            text.name("customCallingContext")
            if self.onward.isEmpty { text.null() } else { self.onward.write(to: &text) }
            text.member("at", self.at)
        }
    }
}

extension FinalResponse {
    fileprivate func write(to text: inout JSONText) {
        text.object { text in
            text.member("status", self.status)
            text.member("contact", orNull: self.contact)
            text.member("acknowledged", self.acknowledged)
        }
    }
}

extension JSONText {
    fileprivate mutating func member(_ name: String, _ value: Timestamp) {
        self.member(name, ISO8601Time.format(millisecondsSince1970: value.milliseconds))
    }

    fileprivate mutating func member(_ name: String, _ value: Decision?) {
        self.name(name)
        if let value { value.write(to: &self) } else { self.null() }
    }
}
