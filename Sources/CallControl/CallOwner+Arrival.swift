import CallAutomationModel
import CallContext
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
    /// - Returns: the call's id; nil when the context could not be sealed, which ends the call with 503.
    @discardableResult
    package func ring(_ incoming: IncomingCall, caller: (any CallerSide)?) -> CallID? {
        let id = self.environment.makeCallID()
        let now = self.environment.now()
        let ringTimeout = incoming.ringTimeout ?? self.environment.settings.ringTimeout
        let deadline = now + ringTimeout
        let context: String
        do {
            context = try self.environment.seal(self.claims(id, incoming, deadline: deadline))
        } catch {
            self.log(.error, "context not sealed", id, [.reason(outside: "\(error)")])
            caller?.finish(.decline(status: 503, retryAfterSeconds: 5))
            return nil
        }
        let record = CallRecord(
            id: id, origin: incoming.origin, resource: incoming.resource, peer: incoming.peer, from: incoming.from,
            to: incoming.to, callerDisplayName: Self.displayName(incoming), customContext: incoming.customContext,
            serverCallID: self.serverCallID(id),
            createdAt: now, deadline: deadline, incomingCallContext: context, namedContext: incoming.namedContext,
            recipe: incoming.recipe, timeline: [TimelineEntry(at: now, name: .invite, detail: incoming.peer ?? "")],
            events: ringTimeout > .zero ? self.events(for: incoming, id) : [])
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
        self.calls[id]?.record.final?.acknowledged = true
        self.mark(.ack, id)
        self.log(.debug, "ACK received", id)
        self.transactionOver(id)
    }

    /// No ACK came in its time.
    package func acknowledgementMissing(_ id: CallID) {
        self.mark(.ackMissing, id)
        self.log(.notice, "no ACK came for the final response", id)
        self.transactionOver(id)
    }

    /// No connection could be had for the final response (D7): the decision stands, the record says so.
    package func sendFailed(_ id: CallID) {
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
        guard let call = self.calls[id] else { return }
        let decision = self.policyDecision(call)
        self.perform(id) { $0.deadlinePassed(decision) }
    }

    /// D14: nobody was promised anything, so the answer leaves at once and its record follows.
    private func answerByPolicy(_ id: CallID) {
        guard let call = self.calls[id] else { return }
        let decision = self.policyDecision(call)
        self.perform(id) { $0.answeredByPolicy(decision) }
    }

    /// What the policy decides for a call whose time is over.
    private func policyDecision(_ call: LiveCall) -> Decision {
        let now = self.environment.now()
        if case .redirect(let target) = self.environment.settings.onTimeout {
            let target = CommunicationIdentifier(e164OrRawID: target)
            switch self.resolve(target, for: call) {
            case .success(let contact):
                return Decision(.redirect(target: target, contact: contact), by: .policy, at: now)
            case .failure(let outcome):
                self.log(
                    .warning, "onTimeoutTarget not usable", call.record.id, [.reason(outside: outcome.description)])
            }
        }
        return Decision(.timeout, by: .policy, at: now)
    }

    private func claims(_ id: CallID, _ incoming: IncomingCall, deadline: Timestamp) -> ContextClaims {
        ContextClaims(
            callID: id.bytes, hop: 0, expiresAt: (deadline + CallRecord.contextGrace).milliseconds,
            resource: incoming.resource, node: self.environment.settings.node, from: incoming.from.rawID,
            to: incoming.to.rawID, recipe: incoming.recipe ?? [])
    }

    /// In the cloud this is base64 of a URL.
    private func serverCallID(_ id: CallID) -> String {
        Data("https://\(self.environment.settings.domain)/calls/\(id)".utf8).base64EncodedString()
    }

    /// The name without control characters, which neither a log nor a database column should meet.
    private static func displayName(_ incoming: IncomingCall) -> String {
        String(
            String.UnicodeScalarView(
                incoming.callerDisplayName.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }))
    }

    private func events(for incoming: IncomingCall, _ id: CallID) -> [EventRecord] {
        let events = self.environment.subscriptions
            .filter { $0.matches(resource: incoming.resource, from: incoming.from, to: incoming.to) }
            .map { EventRecord(id: self.environment.makeEventID(), subscription: $0.name) }
        if events.isEmpty {
            self.log(
                .notice, "nobody is subscribed to this call; add --webhook URL or events.subscriptions", id,
                [.resource(incoming.resource)])
        }
        return events
    }
}
