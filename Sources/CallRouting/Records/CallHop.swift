package import CallAutomationModel

/// One place where a call rings: whom, until when, and with which context.
package struct CallHop: Sendable, Hashable {
    /// The called party of the hop's event.
    package let to: CommunicationIdentifier
    /// When the call ends by policy if nobody decided.
    package let deadline: Timestamp
    /// The sealed authority over this hop.
    package let incomingCallContext: String

    package init(to: CommunicationIdentifier, deadline: Timestamp, incomingCallContext: String) {
        self.to = to
        self.deadline = deadline
        self.incomingCallContext = incomingCallContext
    }
}
