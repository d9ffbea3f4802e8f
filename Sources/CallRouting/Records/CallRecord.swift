package import CallAutomationModel

/// Everything that is kept about one call: what the database row holds and what `GET /divert/calls/{id}` shows.
package struct CallRecord: Sendable, Hashable {
    package enum Origin: String, Sendable, Hashable {
        case sip, simulated
    }

    // Known when the call arrives; never changed.
    package let id: CallID
    package let origin: Origin
    /// The name of the resource that the call belongs to.
    package let resource: String
    /// The name of the peer that sent it; nil for simulated calls.
    package let peer: String?
    package let from: CommunicationIdentifier
    package let to: CommunicationIdentifier
    package let callerDisplayName: String
    /// Headers that came with the call, for the application; empty when there were none.
    package let customContext: CustomCallingContext
    package let serverCallID: String
    package let createdAt: Timestamp
    /// When the call ends by policy if nobody decided.
    package let deadline: Timestamp
    /// The sealed context of the current hop.
    package let incomingCallContext: String
    /// A further name of the context, given with a simulated call.
    package let namedContext: String?
    /// All that is needed to finish the caller's SIP transaction, opaque here; nil for simulated calls.
    package let recipe: [UInt8]?

    // Changed as the call goes on.
    package var state: CallState
    package var decision: Decision?
    package var final: FinalResponse?
    package var timeline: [TimelineEntry]
    package var events: [EventRecord]

    package init(
        id: CallID, origin: Origin, resource: String, peer: String?,
        from: CommunicationIdentifier, to: CommunicationIdentifier, callerDisplayName: String,
        customContext: CustomCallingContext = CustomCallingContext(), serverCallID: String,
        createdAt: Timestamp, deadline: Timestamp, incomingCallContext: String, namedContext: String?,
        recipe: [UInt8]?, state: CallState = .ringing, decision: Decision? = nil, final: FinalResponse? = nil,
        timeline: [TimelineEntry] = [], events: [EventRecord] = []
    ) {
        self.id = id
        self.origin = origin
        self.resource = resource
        self.peer = peer
        self.from = from
        self.to = to
        self.callerDisplayName = callerDisplayName
        self.customContext = customContext
        self.serverCallID = serverCallID
        self.createdAt = createdAt
        self.deadline = deadline
        self.incomingCallContext = incomingCallContext
        self.namedContext = namedContext
        self.recipe = recipe
        self.state = state
        self.decision = decision
        self.final = final
        self.timeline = timeline
        self.events = events
    }

    /// How long a context opens after its call's deadline, and how much longer the row lives (D10).
    package static let contextGrace: Duration = .seconds(600)

    /// When the call's context stops to open.
    package var contextExpiresAt: Timestamp { self.deadline + Self.contextGrace }

    /// When the row may be deleted: it outlives its context, so that an authentic context never finds an empty place
    /// where a call was decided.
    package var purgeAt: Timestamp { self.contextExpiresAt + Self.contextGrace }
}
