import CallAutomationModel
import CallRouting
import EventDelivery
import Logging
import Observability

// What the answers to events lead to: a decision that stands in one, or the policy when there was none that counts.
extension CallOwner {
    /// Carries out the decision in the answer to an event, with the checks and the durability of a request.
    func takeReply(_ answer: EventAnswer, to event: EventRecord, _ id: CallID) {
        guard event.kind == .incomingCall, answer.attempt.status == 200, !answer.body.isEmpty,
            self.subscriptions[event.subscription]?.subscription.replies == true,
            let resource = self.calls[id]?.record.resource
        else { return }
        do throws(CommunicationError) {
            guard let wish = try EventReply.wish(in: answer.body) else { return }
            let request = DecisionRequest(
                call: id, hop: event.hop,
                principal: Principal(resource: resource, credential: .webhook(subscription: event.subscription)),
                wish: wish, repeatability: nil)
            self.take(request) { [self] outcome in
                guard outcome != .accepted(id) else { return }
                self.assumeIsolated { $0.refuseReply("\(outcome)", to: event, id) }
            }
        } catch {
            self.refuseReply("\(error.message)", to: event, id)
        }
    }

    private func refuseReply(_ reason: String, to event: EventRecord, _ id: CallID) {
        self.log(
            .warning, "decision in the answer to an event refused", id,
            [.event(event), .subscription(event.subscription), .reason(outside: reason)])
    }

    /// No event of the hop was accepted, and none will be posted again: the policy decides.
    func decideIfUndelivered(_ id: CallID) {
        guard let call = self.calls[id], call.lifecycle.isRinging else { return }
        let events = call.record.currentEvents.filter { $0.kind == .incomingCall }
        guard !events.isEmpty, events.allSatisfy({ $0.state == .failed }) else { return }
        let undelivered = Decision(.undelivered, by: .policy, at: self.environment.now())
        switch self.environment.settings.onUndelivered {
        case .wait: break
        case .decline: self.endByPolicy(id, otherwise: undelivered)
        case .redirect(let target):
            self.endByPolicy(
                id, redirectingTo: CommunicationIdentifier(e164OrRawID: target), otherwise: undelivered)
        }
    }
}
