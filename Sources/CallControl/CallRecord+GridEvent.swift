import CallAutomationModel
import CallRouting
import EventDelivery
import EventModel

extension CallRecord {
    /// An event of this call as its subscribers get it.
    func gridEvent(_ event: EventRecord) -> EventGridEvent {
        switch event.kind {
        case .incomingCall: self.incomingCallEvent(event)
        case .callRedirected, .callRejected, .callCancelled, .callExpired, .callFailed: self.outcomeEvent(event)
        }
    }

    /// The context of a hop that the call has left is not kept, and worth nothing: then it is empty.
    private func incomingCallEvent(_ event: EventRecord) -> EventGridEvent {
        let isCurrent = event.hop >= self.hopNumber
        let began = event.hop == 0 ? self.createdAt : self.earlierHops[min(event.hop, self.hopNumber) - 1].decision.at
        let customContext = isCurrent ? self.customContextOfHop : self.customContext
        return EventGridEvent.incomingCall(
            id: event.id, topic: EventGridEvent.topic(resource: self.resource),
            eventTimeTicks: began.milliseconds * 10_000,
            data: IncomingCallEventData(
                to: isCurrent ? self.hop.to : self.earlierHops[event.hop].to, from: self.from,
                serverCallID: self.serverCallID, callerDisplayName: self.callerDisplayName,
                customContext: customContext.isEmpty ? nil : customContext,
                incomingCallContext: isCurrent ? self.incomingCallContext : "", correlationID: "\(self.id)"))
    }

    private func outcomeEvent(_ event: EventRecord) -> EventGridEvent {
        var target: CommunicationIdentifier?
        if case .redirect(let identifier, _)? = self.decision?.kind { target = identifier }
        let data = CallOutcomeEventData(
            from: self.from, to: self.hop.to, serverCallID: self.serverCallID, correlationID: "\(self.id)",
            state: self.state.rawValue,
            decision: CallOutcomeEventData.Decision(
                kind: self.decision?.name ?? "", by: self.decision?.by.rawValue ?? "", target: target,
                reason: self.decision?.reason),
            sipStatus: self.final?.status ?? 0)
        return EventGridEvent(
            id: event.id, topic: EventGridEvent.topic(resource: self.resource),
            subject: "/caller/\(self.from.rawID)/recipient/\(self.hop.to.rawID)", eventType: event.kind.eventType,
            eventTimeTicks: (self.decision?.at ?? self.createdAt).milliseconds * 10_000,
            data: data.payload(type: event.kind.eventType))
    }
}
