import CallRouting
import EventDelivery
import Observability

// What is counted about events and the decisions that follow them.
extension CallOwner {
    /// The last attempt to deliver an event ended.
    func count(_ event: EventRecord, _ fate: AttemptFate, _ id: CallID) {
        guard let record = self.calls[id]?.record else { return }
        let origin = event.kind == .incomingCall ? record.beginning(ofHop: event.hop) : record.decision?.at
        let result: EventMetrics.Result =
            switch fate {
            case .delivered: .accepted
            case .refused: .refused
            case .failed: .failed
            }
        self.metrics.attempted(event, result, since: origin ?? record.createdAt)
    }

    /// The hop at which a call rings is decided, and the record does not say so yet.
    func count(_ decision: Decision, _ id: CallID) {
        guard decision.by != .policy, let call = self.calls[id], !call.record.events.isEmpty else { return }
        self.metrics.decided(at: decision.at, after: call.record.currentEvents.filter { $0.kind == .incomingCall })
    }
}

extension CallRecord {
    /// When the call began to ring at one of its hops.
    fileprivate func beginning(ofHop number: Int) -> Timestamp {
        number > 0 && number <= self.earlierHops.count ? self.earlierHops[number - 1].decision.at : self.createdAt
    }
}
