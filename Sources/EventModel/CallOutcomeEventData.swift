public import CallAutomationModel

/// The `data` of `Divert.CallRedirected`, `Divert.CallRejected`, `Divert.CallCancelled`, `Divert.CallExpired` and
/// `Divert.CallFailed`: what became of a call. The cloud has no such events; a subscription asks for them.
///
/// ```json
/// {"from": {}, "to": {}, "serverCallId": "…", "correlationId": "…", "state": "redirected",
///  "decision": {"kind": "redirect", "by": "accessKey", "target": {}, "reason": null}, "sipStatus": 302}
/// ```
public struct CallOutcomeEventData: Hashable, Sendable {
    /// What ended the call.
    public struct Decision: Hashable, Sendable {
        /// `redirect`, `reject`, `cancel`, `timeout` or `shutdown`.
        public let kind: String
        /// Whose decision it was: `accessKey`, `policy`, `caller`, …
        public let by: String
        /// Where the caller was sent; nil unless it was.
        public let target: CommunicationIdentifier?
        /// Why the call was refused; nil unless it was.
        public let reason: String?

        /// A decision.
        public init(kind: String, by: String, target: CommunicationIdentifier?, reason: String?) {
            self.kind = kind
            self.by = by
            self.target = target
            self.reason = reason
        }
    }

    /// Who called.
    public let from: CommunicationIdentifier
    /// Whom the call rang at last.
    public let to: CommunicationIdentifier
    /// As in the event of the incoming call.
    public let serverCallID: String
    /// As in the event of the incoming call.
    public let correlationID: String
    /// `redirected`, `rejected`, `cancelled`, `expired` or `failed`.
    public let state: String
    /// What ended it.
    public let decision: Decision
    /// The final response that the caller got.
    public let sipStatus: Int

    /// The data of an event.
    public init(
        from: CommunicationIdentifier, to: CommunicationIdentifier, serverCallID: String, correlationID: String,
        state: String, decision: Decision, sipStatus: Int
    ) {
        self.from = from
        self.to = to
        self.serverCallID = serverCallID
        self.correlationID = correlationID
        self.state = state
        self.decision = decision
        self.sipStatus = sipStatus
    }

    /// As the payload of an event of this type.
    public func payload(type: String) -> EventPayload {
        var text = JSONText(capacity: 1024)
        self.write(to: &text)
        return .other(type: type, data: (try? JSONValue(parsing: text.bytes)) ?? .null)
    }

    /// Writes the object.
    public func write(to text: inout JSONText) {
        text.object { text in
            text.member("from", self.from)
            text.member("to", self.to)
            text.member("serverCallId", self.serverCallID)
            text.member("correlationId", self.correlationID)
            text.member("state", self.state)
            text.name("decision")
            text.object { text in
                text.member("kind", self.decision.kind)
                text.member("by", self.decision.by)
                text.name("target")
                if let target = self.decision.target { target.write(to: &text) } else { text.null() }
                text.member("reason", orNull: self.decision.reason)
            }
            text.member("sipStatus", self.sipStatus)
        }
    }
}
