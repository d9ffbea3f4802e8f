package import CallAutomationModel
package import CallRouting

// What lines say about calls, their decisions and their events.
extension LogField {
    package static func origin(_ origin: CallRecord.Origin) -> LogField { LogField("origin", origin.rawValue) }

    /// The name of the peer that sent the call.
    package static func peer(_ name: String?) -> LogField { LogField("peer", name) }

    /// The name of the resource.
    package static func resource(_ name: String) -> LogField { LogField("resource", name) }

    /// Who calls, redacted.
    package static func from(_ caller: CommunicationIdentifier) -> LogField { LogField("from", caller) }

    /// Who is called, redacted.
    package static func to(_ callee: CommunicationIdentifier) -> LogField { LogField("to", callee) }

    /// How often the call was redirected on.
    package static func hop(_ number: Int) -> LogField { LogField("hop", number) }

    package static func state(_ state: CallState) -> LogField { LogField("state", state.rawValue) }

    package static func decision(_ decision: Decision) -> LogField { LogField("decision", decision.name) }

    package static func by(_ decider: Decision.Decider) -> LogField { LogField("by", decider.rawValue) }

    /// Where a decision sends the caller, redacted; left out unless it does.
    package static func target(of decision: Decision) -> LogField {
        if case .redirect(let target, _) = decision.kind {
            LogField("target", target)
        } else {
            LogField("target", nil as String?)
        }
    }

    /// Where a request wants to send a caller, redacted.
    package static func target(_ target: CommunicationIdentifier) -> LogField { LogField("target", target) }

    /// The rule of the configuration that forbids a target; numbers in it are redacted.
    package static func rule(_ rule: String) -> LogField { LogField("rule", OutsideText(rule)) }

    /// The status of a SIP response or an HTTP answer.
    package static func status(_ status: Int?) -> LogField { LogField("status", status) }

    /// Whether the caller's ACK came.
    package static func acknowledged(_ isAcknowledged: Bool?) -> LogField { LogField("acknowledged", isAcknowledged) }

    /// How long something took.
    package static func milliseconds(_ duration: Duration) -> LogField {
        LogField("milliseconds", Int(clamping: duration.wholeMilliseconds))
    }

    /// The id of an event.
    package static func event(_ event: EventRecord) -> LogField { LogField("event", event.id) }

    /// The name of a subscription.
    package static func subscription(_ name: String) -> LogField { LogField("subscription", name) }

    /// How often the event was posted.
    package static func attempts(_ count: Int) -> LogField { LogField("attempts", count) }

    package static func count(_ count: Int) -> LogField { LogField("count", count) }
}
