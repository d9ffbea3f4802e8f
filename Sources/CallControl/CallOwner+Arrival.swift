import CallAutomationModel
package import CallRouting
import EventDelivery
import FoundationEssentials
import Logging
import LoopTimers
import Observability

// New calls: D2 and D14.
extension CallOwner {
    /// Takes a new call. The caller's side hears `trying` and later the final response; with a ring time of zero it
    /// hears the policy's answer at once.
    ///
    /// - Returns: the call's id; nil when the context could not be sealed, which ends the call with 503, or when the
    ///   policy answered at once and the call is not recorded.
    @discardableResult
    package func ring(_ incoming: IncomingCall, caller: (any CallerSide)?) -> CallID? {
        let ringTimeout = incoming.ringTimeout ?? self.environment.settings.ringTimeout
        if ringTimeout <= .zero, let caller, !self.isAnybodyTold(ofEndOf: incoming) {
            return self.answerAtOnce(to: incoming.to, of: incoming.resource, caller) { incoming }.id
        }
        let id = self.environment.makeCallID()
        let now = self.environment.now()
        let deadline = now + ringTimeout
        let context = self.sealedContext(
            id, hop: 0, resource: incoming.resource, from: incoming.from, to: incoming.to, deadline: deadline,
            recipe: incoming.recipe)
        guard let context else {
            caller?.finish(.decline(status: 503, retryAfterSeconds: 5), as: .failed)
            return nil
        }
        var record = CallRecord(
            id: id, origin: incoming.origin, resource: incoming.resource, peer: incoming.peer, from: incoming.from,
            to: incoming.to, callerDisplayName: Self.displayName(incoming), customContext: incoming.customContext,
            serverCallID: self.serverCallID(id),
            createdAt: now, deadline: deadline, incomingCallContext: context, namedContext: incoming.namedContext,
            recipe: incoming.recipe, timeline: [TimelineEntry(at: now, name: .invite, detail: incoming.peer ?? "")],
            events: ringTimeout > .zero
                ? self.events(
                    .incomingCall, resource: incoming.resource, from: incoming.from, to: incoming.to, hop: 0) : [])
        if ringTimeout > .zero, record.events.isEmpty { self.tellNoSubscriber(of: &record) }
        self.calls[id] = LiveCall(
            record: record, lifecycle: CallLifecycle(), caller: caller,
            isTransactionOver: caller == nil)
        if let name = incoming.namedContext { self.namedContexts[name] = id }
        if ringTimeout <= .zero {
            self.answerByPolicy(id)
        } else {
            self.timers?.schedule(.deadline(id), after: ringTimeout)
            self.perform(id) { $0.arrived() }
        }
        return id
    }

    /// The caller hung up.
    package func callerCancelled(_ id: CallID) {
        let decision = Decision(.cancel, by: .caller, at: self.environment.now())
        self.log(.debug, "caller hung up", id)
        self.perform(id) { $0.cancelled(decision) }
        self.forgetIfFinished(id)
    }

    /// The caller's ACK arrived.
    package func callerAcknowledged(_ id: CallID) {
        let now = self.environment.now()
        let isPolicyRecord = self.changePolicyRecord(id, isOver: true) {
            $0.final?.acknowledged = true
            $0.timeline.append(TimelineEntry(at: now, name: .ack))
        }
        guard !isPolicyRecord else { return }
        self.calls[id]?.record.final?.acknowledged = true
        self.mark(.ack, id)
        self.log(.debug, "ACK received", id)
        self.transactionOver(id)
    }

    /// No ACK came in its time.
    package func acknowledgementMissing(_ id: CallID) {
        let now = self.environment.now()
        let isPolicyRecord = self.changePolicyRecord(id, isOver: true) {
            $0.timeline.append(TimelineEntry(at: now, name: .ackMissing))
        }
        guard !isPolicyRecord else { return }
        self.mark(.ackMissing, id)
        self.log(.notice, "no ACK came for the final response", id)
        self.transactionOver(id)
    }

    /// No connection could be had for the final response (D7): the decision stands, the record says so.
    package func sendFailed(_ id: CallID) {
        let now = self.environment.now()
        let isPolicyRecord = self.changePolicyRecord(id, isOver: false) {
            $0.final?.sendFailed = true
            $0.timeline.append(TimelineEntry(at: now, name: .sendFailed))
        }
        guard !isPolicyRecord else { return }
        self.calls[id]?.record.final?.sendFailed = true
        self.mark(.sendFailed, id)
        self.log(.warning, "final response could not be sent", id)
        self.note(id)
    }

    private func transactionOver(_ id: CallID) {
        self.calls[id]?.isTransactionOver = true
        self.logEnd(id)
        self.note(id)
        self.forgetIfFinished(id)
    }

    func deadlinePassed(_ id: CallID) {
        self.endByPolicy(id, redirectingTo: self.timeoutTarget, otherwise: self.timeout())
    }

    /// Lets the policy decide: a redirect where there is a target and it can be had, else `otherwise`.
    func endByPolicy(_ id: CallID, redirectingTo target: CommunicationIdentifier? = nil, otherwise: Decision) {
        guard let call = self.calls[id] else { return }
        let verdict = self.policyVerdict(call.subject, target, otherwise: otherwise)
        switch verdict.consequence {
        case .ends: self.perform(id) { $0.deadlinePassed(verdict.decision) }
        case .ringsOn: self.ringOnByPolicy(verdict, otherwise: otherwise, id)
        }
    }

    /// The same for a simulated call, whose maker waits for its row.
    private func answerByPolicy(_ id: CallID) {
        guard let call = self.calls[id] else { return }
        let decision = self.policyDecision(call.subject, self.environment.now())
        self.perform(id) { $0.answeredByPolicy(decision) }
    }

    /// What the policy decides for a call.
    func policyVerdict(
        _ call: RedirectSubject, _ target: CommunicationIdentifier?, otherwise: Decision
    ) -> Verdict {
        if let target {
            switch self.destination(of: target, for: call) {
            case .success(let destination):
                let decision = Decision(
                    .redirect(target: target, contact: destination.contact), by: .policy, at: otherwise.at)
                return Verdict(decision: decision, nextCallee: destination.nextCallee)
            case .failure(let outcome):
                self.log(
                    .warning, "onTimeoutTarget not usable", call.id, [.reason(outside: outcome.description)])
                if outcome.holdsForEveryCall, otherwise.kind == .timeout {
                    return Verdict(decision: self.unresolvable())
                }
            }
        }
        return Verdict(decision: otherwise)
    }

    private func unresolvable() -> Decision {
        Decision(.unresolvable, by: .policy, at: self.environment.now())
    }

    func timeout() -> Decision {
        Decision(.timeout, by: .policy, at: self.environment.now())
    }

    /// In the cloud this is base64 of a URL.
    func serverCallID(_ id: CallID) -> String {
        Data("https://\(self.environment.settings.domain)/calls/\(id)".utf8).base64EncodedString()
    }

    /// The name without control characters, which neither a log nor a database column should meet.
    static func displayName(_ incoming: IncomingCall) -> String {
        String(
            String.UnicodeScalarView(
                incoming.callerDisplayName.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }))
    }
}
