package import CallAutomationModel

/// Everything that is kept about one call: what the database row holds and what `GET /divert/calls/{id}` shows.
package struct CallRecord: Sendable, Hashable {
    package enum Origin: String, Sendable, Hashable {
        case sip, simulated
    }

    private let arrival: CallArrival

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
        self.arrival = CallArrival(
            CallArrival.Values(
                id: id, origin: origin, resource: resource, peer: peer, from: from, to: to,
                callerDisplayName: callerDisplayName, customContext: customContext, serverCallID: serverCallID,
                createdAt: createdAt, namedContext: namedContext, recipe: recipe))
        self.earlierHops = earlierHops
        self.hop = CallHop(to: ringsAt ?? to, deadline: deadline, incomingCallContext: incomingCallContext)
        self.state = state
        self.decision = decision
        self.final = final
        self.timeline = timeline
        self.events = events
    }
}

// Known when the call arrives; never changed.
extension CallRecord {
    package var id: CallID { self.arrival.values.id }

    package var origin: Origin { self.arrival.values.origin }

    /// The name of the resource that the call belongs to.
    package var resource: String { self.arrival.values.resource }

    /// The name of the peer that sent it; nil for simulated calls.
    package var peer: String? { self.arrival.values.peer }

    package var from: CommunicationIdentifier { self.arrival.values.from }

    /// Whom the caller called. Where the call rings now, when it was sent on, is ``hop``.
    package var to: CommunicationIdentifier { self.arrival.values.to }

    package var callerDisplayName: String { self.arrival.values.callerDisplayName }

    /// Headers that came with the call, for the application; empty when there were none.
    package var customContext: CustomCallingContext { self.arrival.values.customContext }

    package var serverCallID: String { self.arrival.values.serverCallID }

    package var createdAt: Timestamp { self.arrival.values.createdAt }

    /// A further name of the first hop's context, given with a simulated call.
    package var namedContext: String? { self.arrival.values.namedContext }

    /// All that is needed to finish the caller's SIP transaction, opaque here; nil for simulated calls.
    package var recipe: [UInt8]? { self.arrival.values.recipe }
}
