import CallAutomationModel
import CallRouting
import Logging
import Observability

// Where a target leads: row 11 of the answer table.
extension CallOwner {
    /// Where a call goes that is redirected.
    enum Destination: Sendable {
        /// To this SIP URI; nil for a simulated call, which needs none.
        case contact(String?)
        /// On to this party, by another event.
        case ringsOn(CommunicationIdentifier)

        var contact: String? {
            if case .contact(let contact) = self { contact } else { nil }
        }

        var nextCallee: CommunicationIdentifier? {
            if case .ringsOn(let callee) = self { callee } else { nil }
        }
    }

    /// The checks of row 11 in their order: policy, hop limit, the callee itself, resolvable. The policy
    /// is asked about the target, and about the address that it was resolved to.
    func destination(
        of target: CommunicationIdentifier, for call: RedirectSubject
    ) -> Result<Destination, TargetRefusal> {
        let resolving = call.resolving
        if let prohibition = self.environment.policy.prohibition(of: target, for: resolving) {
            return .failure(self.refusal(prohibition, target, call))
        }
        let isCallee = target.isSameParty(as: call.callee)
        let limit = self.environment.settings.maxDiversions - (call.caller?.receivedDiversions ?? 0)
        switch self.environment.resolver.resolve(target, for: resolving) {
        case .ringsOn(let callee):
            // Only a hop more is one too many: wherever the call is, the application can still send it away.
            if call.hopNumber >= limit { return .failure(.tooManyHops) }
            if isCallee || callee.isSameParty(as: call.callee) { return .failure(.isCallee) }
            return .success(.ringsOn(callee))
        case .uri(let uri):
            if let prohibition = self.environment.policy.prohibition(ofContact: uri, for: resolving) {
                return .failure(self.refusal(prohibition, target, call))
            }
            // Redirect servers that point at each other would go on for ever (RED-5).
            if let caller = call.caller, caller.receivedDiversions > 0, limit <= 0 { return .failure(.tooManyHops) }
            if isCallee { return .failure(.isCallee) }
            switch call.caller?.refusal(ofContact: uri) {
            case nil: return .success(.contact(uri))
            case .calleeItself: return .failure(.isCallee)
            case .malformed(let reason): return .failure(.unresolvable("its route gives no SIP URI: \(reason)"))
            }
        case nil:
            if isCallee { return .failure(.isCallee) }
            if call.caller == nil { return .success(.contact(nil)) }
            return .failure(.unresolvable("no route leads to it"))
        }
    }

    /// The rule is named in the log and not in the answer.
    private func refusal(
        _ prohibition: TargetProhibition, _ target: CommunicationIdentifier, _ call: RedirectSubject
    ) -> TargetRefusal {
        switch prohibition {
        case .otherResource: return .otherResource
        case .notAllowed(let rule):
            self.log(
                .notice, "target not allowed", call.id,
                [.resource(call.resource), .target(target), .rule(rule)])
            return .notAllowed
        }
    }
}
