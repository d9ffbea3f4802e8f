package import CallAutomationModel

/// A call as it arrives, before it has an id, a context or a row.
package struct IncomingCall: Sendable, Hashable {
    package let origin: CallRecord.Origin
    /// The name of the resource it belongs to.
    package let resource: String
    package let peer: String?
    package let from: CommunicationIdentifier
    package let to: CommunicationIdentifier
    package let callerDisplayName: String
    /// Headers that the event carries to the application.
    package let customContext: CustomCallingContext
    package let namedContext: String?
    /// How long it rings; nil for the configured time.
    package let ringTimeout: Duration?
    /// What finishes the caller's SIP transaction; nil for simulated calls.
    package let recipe: [UInt8]?

    package init(
        origin: CallRecord.Origin, resource: String, peer: String?,
        from: CommunicationIdentifier, to: CommunicationIdentifier, callerDisplayName: String,
        customContext: CustomCallingContext = CustomCallingContext(), namedContext: String? = nil,
        ringTimeout: Duration? = nil,
        recipe: [UInt8]? = nil
    ) {
        self.origin = origin
        self.resource = resource
        self.peer = peer
        self.from = from
        self.to = to
        self.callerDisplayName = callerDisplayName
        self.customContext = customContext
        self.namedContext = namedContext
        self.ringTimeout = ringTimeout
        self.recipe = recipe
    }
}
