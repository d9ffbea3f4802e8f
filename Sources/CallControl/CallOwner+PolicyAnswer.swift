package import CallAutomationModel
package import CallRouting
import EventDelivery
import Logging
import LoopTimers
import NIOCore
import Observability

// Calls that the policy answers at once (D14): a server without an application is a plain redirect server, and its speed
// is that of the answer alone.
extension CallOwner {
    /// Whether the policy answers every call from SIP at once: they have no time to ring, and nobody is told of their ends.
    package var answersAtOnce: Bool { !self.letsCallsRing && !self.subscriptions.hearOfEnds }

    /// Answers a call by policy, without a 100, an event or a context: nobody else ever hears of it. Its record follows.
    ///
    /// - Parameter incoming: everything about the call. It is asked for only when the call is recorded.
    /// - Returns: the state that the call is in, and its id; nil when there are so many calls that this one is only counted.
    @discardableResult
    package func answerAtOnce(
        to callee: CommunicationIdentifier, of resource: String, _ caller: any CallerSide,
        incoming: () -> IncomingCall
    ) -> (state: CallState, id: CallID?) {
        if self.policyRecords.isIdle {
            self.timers?.schedule(.policyRecords, after: PolicyRecords.batchInterval)
        }
        let isRecorded = self.policyRecords.admit()
        // Nobody sees the id of a call without a record.
        let id = isRecorded ? self.environment.makeCallID() : CallID(high: 0, low: 0)
        let now = self.environment.now()
        let decision = self.policyDecision(
            RedirectSubject(
                id: id, resource: resource, callee: callee, hopNumber: 0, caller: caller, isSimulated: false), now)
        caller.finish(caller.disposition(of: decision), as: decision.state)
        if isRecorded { self.record(decision, of: incoming(), id, caller, since: now) }
        return (decision.state, isRecorded ? id : nil)
    }

    private func record(
        _ decision: Decision, of incoming: IncomingCall, _ id: CallID, _ caller: any CallerSide,
        since arrival: Timestamp
    ) {
        let record = CallRecord(
            id: id, origin: incoming.origin, resource: incoming.resource, peer: incoming.peer, from: incoming.from,
            to: incoming.to, callerDisplayName: Self.displayName(incoming), customContext: incoming.customContext,
            serverCallID: self.serverCallID(id), createdAt: arrival, deadline: arrival, incomingCallContext: "",
            namedContext: nil, recipe: incoming.recipe,
            timeline: [TimelineEntry(at: arrival, name: .invite, detail: incoming.peer ?? "")])
        let call = LiveCall(record: record, lifecycle: CallLifecycle(), caller: caller, isTransactionOver: false)
        var decided = self.decided(call, decision)
        decided.timeline.append(
            TimelineEntry(
                at: self.environment.now(), name: .final, detail: decided.final.map { "\($0.status)" } ?? ""))
        self.policyRecords.add(decided)
        self.log(
            .debug, "call answered by policy", id,
            [.peer(decided.peer), .from(decided.from), .to(decided.to), .target(of: decision)])
    }

    /// What the policy decides where there is no ring time, and so no ringing on.
    func policyDecision(_ call: RedirectSubject, _ now: Timestamp) -> Decision {
        let timeout = Decision(.timeout, by: .policy, at: now)
        let verdict = self.policyVerdict(call, self.timeoutTarget, otherwise: timeout)
        return verdict.consequence == .ends ? verdict.decision : timeout
    }

    /// The batch is due: the records of the last second, and those of calls acknowledged since they were written.
    func writePolicyRecords() {
        if let count = self.policyRecords.takeNotice(at: self.environment.now(), isLast: self.isDraining) {
            self.log(
                .notice, "calls answered by policy and not recorded; calls.policyRecordsPerSecond allows no more", nil,
                [.count(count)])
        }
        let batch = self.policyRecords.takeBatch()
        for record in batch {
            self.submitPolicyRecord(.log(record), record.id)
        }
        if !self.policyRecords.isIdle {
            self.timers?.schedule(.policyRecords, after: PolicyRecords.batchInterval)
        }
        self.finishDrainIfDone()
    }

    /// Something became of a call that the policy answered at once. False when it is none of those.
    func changePolicyRecord(_ id: CallID, isOver: Bool, _ change: (inout CallRecord) -> Void) -> Bool {
        guard self.policyRecords[id] != nil else { return false }
        if let record = self.policyRecords.change(id, isOver: isOver, change) {
            self.submitPolicyRecord(.note(record), id)
        }
        return true
    }

    private func submitPolicyRecord(_ write: CallWrite, _ id: CallID) {
        self.unfinishedPolicyWrites += 1
        self.submit(write) { owner, result in
            owner.unfinishedPolicyWrites -= 1
            owner.storeAnswered()
            if case .refused(let reason) = result {
                owner.log(.error, "call not recorded", id, [.reason(outside: reason)])
            }
            owner.finishDrainIfDone()
        }
    }
}
