import CallAutomationModel
import CallContext
import CallRouting
import Logging
import LoopTimers
import Observability

// A call that rings on at a target of its own resource: another hop with a context, events and a ring time of its own.
extension CallOwner {
    /// Makes the hop that a verdict leads to, if it leads to one, so that it can be committed with the decision.
    ///
    /// False when its context could not be sealed.
    func reserveHop(_ verdict: Verdict, _ id: CallID) -> Bool {
        guard let callee = verdict.nextCallee, let record = self.calls[id]?.record else { return true }
        let number = record.hopNumber + 1
        let deadline = record.deadline(ofHopFrom: verdict.decision.at)
        guard
            let context = self.sealedContext(
                id, hop: number, resource: record.resource, from: record.from, to: callee, deadline: deadline,
                recipe: record.recipe)
        else { return false }
        self.calls[id]?.reservedHop = (
            CallHop(to: callee, deadline: deadline, incomingCallContext: context),
            self.events(.incomingCall, resource: record.resource, from: record.from, to: callee, hop: number)
        )
        return true
    }

    /// The record as it is once `decision` stands and the call rings at the reserved hop.
    func ringingOn(_ call: LiveCall, _ decision: Decision) -> CallRecord {
        var record = call.record
        guard let next = call.reservedHop else { return record }
        record.ringOn(decision, at: next.hop, events: next.events)
        record.timeline.append(
            TimelineEntry(at: decision.at, name: .redirect, detail: decision.detail + ", rings on"))
        if next.events.isEmpty { record.timeline.append(TimelineEntry(at: decision.at, name: .noSubscriber)) }
        return record
    }

    /// The next hop is on disk, and its record is in place: its time runs.
    func ringOn(_ id: CallID) {
        guard let record = self.calls[id]?.record else { return }
        self.timers?.schedule(.deadline(id), after: max(record.deadline - self.environment.now(), .zero))
        self.log(.info, "call rings on", id, [.hop(record.hopNumber), .to(record.hop.to)])
        if record.currentEvents.isEmpty { self.logNoSubscriber(record) }
        self.withdrawEvents(id)
    }

    /// The policy's redirect leads to a target that the resource owns: the call rings on there, within its hops and its
    /// time. `otherwise` ends it where that cannot be.
    func ringOnByPolicy(_ verdict: Verdict, otherwise: Decision, _ id: CallID) {
        guard let record = self.calls[id]?.record,
            record.deadline(ofHopFrom: verdict.decision.at) > verdict.decision.at,
            self.storeHealth == .writing, self.calls[id]?.lifecycle.isRinging == true, self.reserveHop(verdict, id)
        else {
            return self.perform(id) { $0.deadlinePassed(otherwise) }
        }
        self.perform(id) { $0.deadlinePassed(ringingOn: verdict.decision, otherwise: otherwise) }
    }

    /// The sealed authority over a hop; nil when it could not be sealed, which the log says.
    func sealedContext(
        _ id: CallID, hop: Int, resource: String, from: CommunicationIdentifier, to: CommunicationIdentifier,
        deadline: Timestamp, recipe: [UInt8]?
    ) -> String? {
        // `maxDiversions` is at most 100.
        let claims = ContextClaims(
            callID: id.bytes, hop: UInt8(clamping: hop), expiresAt: (deadline + CallRecord.contextGrace).milliseconds,
            resource: resource, node: self.environment.settings.node, from: from.rawID, to: to.rawID,
            recipe: recipe ?? [])
        do {
            return try self.environment.seal(claims)
        } catch {
            self.log(.error, "context not sealed", id, [.reason(outside: "\(error)")])
            return nil
        }
    }
}
