package import CallAutomationModel

/// A hop that a call has left, because it was sent on to a target of its own resource.
package struct DecidedHop: Sendable, Hashable {
    /// Whom it rang at.
    package let to: CommunicationIdentifier
    /// Until when it might have rung.
    package let deadline: Timestamp
    /// The redirect to the next hop, by a request or by the policy.
    package let decision: Decision

    package init(to: CommunicationIdentifier, deadline: Timestamp, decision: Decision) {
        self.to = to
        self.deadline = deadline
        self.decision = decision
    }
}
