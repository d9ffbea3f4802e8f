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
    /// Whom the caller called. Where the call rings now, when it was sent on, is ``hop``.
    package let to: CommunicationIdentifier
    package let callerDisplayName: String
    /// Headers that came with the call, for the application; empty when there were none.
    package let customContext: CustomCallingContext
    package let serverCallID: String
    package let createdAt: Timestamp
    /// A further name of the first hop's context, given with a simulated call.
    package let namedContext: String?
    /// All that is needed to finish the caller's SIP transaction, opaque here; nil for simulated calls.
    package let recipe: [UInt8]?

    // Changed as the call goes on.
    package var state: CallState
    /// The hops that the call has left, in order; each was decided by a redirect to the next one.
    package var earlierHops: [DecidedHop]
    /// Where the call rings, or rang last.
    package var hop: CallHop
    /// What ended the call.
    package var decision: Decision?
    package var final: FinalResponse?
    package var timeline: [TimelineEntry]
    package var events: [EventRecord]

    /// - Parameters:
    ///   - deadline: of the current hop, as is `incomingCallContext`.
    ///   - ringsAt: whom the current hop rings at; nil for `to`.
    package init(
        id: CallID, origin: Origin, resource: String, peer: String?,
        from: CommunicationIdentifier, to: CommunicationIdentifier, callerDisplayName: String,
        customContext: CustomCallingContext = CustomCallingContext(), serverCallID: String,
        createdAt: Timestamp, deadline: Timestamp, incomingCallContext: String, namedContext: String?,
        recipe: [UInt8]?, earlierHops: [DecidedHop] = [], ringsAt: CommunicationIdentifier? = nil,
        state: CallState = .ringing, decision: Decision? = nil, final: FinalResponse? = nil,
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
        self.earlierHops = earlierHops
        self.hop = CallHop(to: ringsAt ?? to, deadline: deadline, incomingCallContext: incomingCallContext)
        self.namedContext = namedContext
        self.recipe = recipe
        self.state = state
        self.decision = decision
        self.final = final
        self.timeline = timeline
        self.events = events
    }
}
