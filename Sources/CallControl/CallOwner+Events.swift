import CallAutomationModel
import CallRouting
import EventDelivery
import EventModel
import Logging
import LoopTimers
import Observability

// Telling the application: posting events and recording the attempts.
extension CallOwner {
    /// The call rings at its hop and is on disk: the hop's events leave.
    func publishEvents(_ id: CallID) {
        guard !self.holdsEvents else { return self.unannounced.append(id) }
        guard let events = self.calls[id]?.record.currentEvents else { return }
        for event in events where event.state == .pending {
            guard let subscription = self.subscription(event) else { continue }
            self.calls[id]?.deliveries[event.id] = DeliveryLifecycle(
                maxAttempts: subscription.maxDeliveryAttempts, attempts: event.attempts.count)
            self.deliver(id, event.id) { $0.start() }
        }
    }

    func redeliveryDue(_ id: CallID, _ eventID: String) {
        let isWanted = self.isWanted(id, eventID)
        self.deliver(id, eventID) { $0.retryDue(isWanted: isWanted) }
        self.forgetIfFinished(id)
    }

    private func attemptEnded(_ id: CallID, _ eventID: String, _ attempt: EventRecord.Attempt) {
        guard let index = self.calls[id]?.record.events.firstIndex(where: { $0.id == eventID }) else { return }
        self.calls[id]?.record.events[index].attempts.append(attempt)
        self.mark(.event, id, detail: Self.summary(attempt))
        self.log(attempt, of: self.calls[id]?.record.events[index], id)
        let isWanted = self.isWanted(id, eventID)
        self.deliver(id, eventID) { $0.attemptEnded(accepted: attempt.isAccepted, isWanted: isWanted) }
        self.forgetIfFinished(id)
    }

    private func log(_ attempt: EventRecord.Attempt, of event: EventRecord?, _ id: CallID) {
        guard let event else { return }
        self.log(
            .debug, "event posted", id,
            [
                .event(event), .subscription(event.subscription), .attempts(event.attempts.count),
                .status(attempt.status), .milliseconds(attempt.duration), .reason(outside: attempt.error),
            ])
    }

    private static func summary(_ attempt: EventRecord.Attempt) -> String {
        "\(attempt.status.map(String.init) ?? attempt.error ?? "no answer") after \(attempt.duration.wholeMilliseconds) ms"
    }

    /// Whether another attempt makes sense: the call rings at the event's hop and the event's time is not over.
    private func isWanted(_ id: CallID, _ eventID: String) -> Bool {
        guard let call = self.calls[id], call.record.state == .ringing,
            let event = call.record.currentEvents.first(where: { $0.id == eventID }),
            let subscription = self.subscription(event)
        else { return false }
        return self.environment.now() - call.record.hopBeganAt < subscription.timeToLive
    }

    private func deliver(
        _ id: CallID, _ eventID: String, _ input: (inout DeliveryLifecycle) -> [DeliveryLifecycle.Action]
    ) {
        guard var delivery = self.calls[id]?.deliveries[eventID] else { return }
        let actions = input(&delivery)
        self.calls[id]?.deliveries[eventID] = delivery
        for action in actions {
            switch action {
            case .post(let attempt): self.post(id, eventID, attempt)
            case .scheduleRetry(let delay): self.timers?.schedule(.redelivery(id, eventID: eventID), after: delay)
            case .settle: self.settle(id, eventID, isDelivered: delivery.state == .delivered)
            }
        }
    }

    private func settle(_ id: CallID, _ eventID: String, isDelivered: Bool) {
        guard let index = self.calls[id]?.record.events.firstIndex(where: { $0.id == eventID }) else { return }
        self.calls[id]?.record.events[index].state = isDelivered ? .delivered : .failed
        if let event = self.calls[id]?.record.events[index] {
            self.log(
                isDelivered ? .info : .warning, isDelivered ? "event delivered" : "event not delivered", id,
                [
                    .event(event), .subscription(event.subscription), .attempts(event.attempts.count),
                    .reason(outside: event.attempts.last?.error),
                ])
        }
        self.note(id)
    }

    private func post(_ id: CallID, _ eventID: String, _ attempt: Int) {
        guard let call = self.calls[id], let event = call.record.currentEvents.first(where: { $0.id == eventID }),
            let subscription = self.subscription(event)
        else { return }
        let grid = self.gridEvent(call, event)
        let post = EventPost(
            endpoint: subscription.endpoint,
            headers: grid.deliveryHeaders(subscription: subscription.name, attempt: attempt).map {
                EventPostHeader(name: $0.0, value: $0.1)
            },
            body: grid.body())
        let poster = self.environment.poster
        Task {
            let attempt = await poster.post(post)
            self.attemptEnded(id, eventID, attempt)
        }
    }

    private func subscription(_ event: EventRecord) -> EventSubscription? {
        self.environment.subscriptions.first { $0.name == event.subscription }
    }

    private func gridEvent(_ call: LiveCall, _ event: EventRecord) -> EventGridEvent {
        let record = call.record
        let customContext = record.customContextOfHop
        return EventGridEvent.incomingCall(
            id: event.id, topic: EventGridEvent.topic(resource: record.resource),
            eventTimeTicks: record.hopBeganAt.milliseconds * 10_000,
            data: IncomingCallEventData(
                to: record.hop.to, from: record.from, serverCallID: record.serverCallID,
                callerDisplayName: record.callerDisplayName,
                customContext: customContext.isEmpty ? nil : customContext,
                incomingCallContext: record.incomingCallContext, correlationID: "\(record.id)"))
    }
}
