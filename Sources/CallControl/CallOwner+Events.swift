import CallAutomationModel
import CallRouting
import EventDelivery
import EventModel
import Logging
import LoopTimers
import NIOCore
import Observability

// Telling applications: which events there are, and the one place where the actions of deliveries are performed.
extension CallOwner {
    // MARK: Which

    /// New events that tell of a call, one for each subscription that wants to hear of it.
    func events(
        _ kind: EventRecord.Kind, resource: String, from: CommunicationIdentifier, to: CommunicationIdentifier, hop: Int
    ) -> [EventRecord] {
        self.subscriptions.entries
            .filter { $0.state == .valid && $0.subscription.matches(kind, resource: resource, from: from, to: to) }
            .map {
                EventRecord(
                    id: self.environment.makeEventID(), subscription: $0.subscription.name, kind: kind, hop: hop)
            }
    }

    /// Whether a subscription may want to hear how a call ended.
    func isAnybodyTold(ofEndOf call: IncomingCall) -> Bool {
        self.subscriptions.entries.contains { entry in
            EventRecord.Kind.allCases.contains {
                $0 != .incomingCall && entry.state == .valid
                    && entry.subscription.matches($0, resource: call.resource, from: call.from, to: call.to)
            }
        }
    }

    /// Nobody hears of the call, or of its hop: its story says so, and the log what to do.
    func tellNoSubscriber(of record: inout CallRecord) {
        record.timeline.append(TimelineEntry(at: self.environment.now(), name: .noSubscriber))
        self.logNoSubscriber(record)
    }

    func logNoSubscriber(_ record: CallRecord) {
        self.log(
            .notice, "nobody is subscribed to this call; add --webhook URL or events.subscriptions", record.id,
            [.resource(record.resource)])
    }

    /// Makes the events about the end that `decision` brings, so that they are recorded with it.
    func prepareEvents(about decision: Decision, _ id: CallID) {
        guard let call = self.calls[id], let kind = EventRecord.Kind(ending: decision.state),
            call.eventsAboutEnd?.decision != decision
        else { return }
        call.eventsAboutEnd = nil
        guard !self.subscriptions.entries.isEmpty else { return }
        let record = call.record
        let events = self.events(
            kind, resource: record.resource, from: record.from, to: record.hop.to, hop: record.hopNumber)
        if !events.isEmpty { call.eventsAboutEnd = (decision, events) }
    }

    // MARK: When

    /// The call rings at its hop and is on disk: the hop's events leave.
    func publishEvents(_ id: CallID) {
        guard !self.holdsEvents else { return self.unannounced.append(id) }
        self.startDeliveries(id) { $0.kind == .incomingCall && $1.hopNumber == $0.hop }
        self.decideIfUndelivered(id)
    }

    /// The call is over: whoever wants to know is told, as soon as there is a row that says so.
    func publishEventsAboutEnd(_ id: CallID) {
        guard self.calls[id]?.hasRow == true, !self.holdsEvents else { return }
        self.startDeliveries(id) { event, _ in event.kind != .incomingCall }
    }

    /// The end is recorded, or certainly will not be. Nobody is told of a call that has no row.
    func endIsRecorded(_ id: CallID) {
        if self.calls[id]?.hasRow == false {
            self.calls[id]?.record.events.removeAll { $0.kind != .incomingCall }
        }
        self.publishEventsAboutEnd(id)
    }

    private func startDeliveries(_ id: CallID, where isMeant: (EventRecord, CallRecord) -> Bool) {
        guard let call = self.calls[id], !call.record.events.isEmpty else { return }
        let record = call.record
        for event in record.events where event.state == .pending && isMeant(event, record) {
            guard self.calls[id]?.deliveries[event.id] == nil else { continue }
            let ticket = DeliveryTicket(call: id, event: event.id)
            guard let subscription = self.subscriptions[event.subscription]?.subscription else {
                self.settle(ticket, .subscriptionRemoved)
                continue
            }
            self.calls[id]?.deliveries[event.id] = DeliveryLifecycle(
                maxAttempts: subscription.maxDeliveryAttempts, attempts: event.attempts.count)
            self.deliver(ticket) { $0.start() }
        }
    }

    /// The call left its hop, or does not ring any more: nobody needs the events about that.
    func withdrawEvents(_ id: CallID) {
        guard let call = self.calls[id], !call.record.events.isEmpty else { return }
        let record = call.record
        for event in record.events where event.kind == .incomingCall && event.state == .pending {
            guard record.state != .ringing || event.hop != record.hopNumber else { continue }
            self.deliver(DeliveryTicket(call: id, event: event.id)) { $0.withdrawn(.callEnded) }
        }
    }

    func redeliveryDue(_ ticket: DeliveryTicket) {
        let window = self.window(ticket)
        self.deliver(ticket) { $0.retryDue(window) }
        self.forgetIfFinished(ticket.call)
    }

    /// Until when an attempt may begin: while the call rings at the event's hop, and within the event's time.
    private func window(_ ticket: DeliveryTicket) -> DeliveryWindow {
        guard let record = self.calls[ticket.call]?.record,
            let event = record.events.first(where: { $0.id == ticket.event })
        else { return .closed(.callEnded) }
        guard let subscription = self.subscriptions[event.subscription]?.subscription else {
            return .closed(.subscriptionRemoved)
        }
        let now = self.environment.now()
        let remaining: Duration
        if event.kind == .incomingCall {
            guard record.state == .ringing, event.hop == record.hopNumber else { return .closed(.callEnded) }
            remaining = min(subscription.timeToLive - (now - record.hopBeganAt), record.deadline - now)
        } else {
            let age = now - (record.decision?.at ?? record.createdAt)
            remaining = min(subscription.timeToLive, Self.longestTimeOfEventsAboutEnds) - age
        }
        return remaining > .zero ? .open(remaining: remaining) : .closed(.timeOver)
    }

    /// A call whose end is still to be told stays in memory, and its row is kept not much longer than that.
    private static let longestTimeOfEventsAboutEnds: Duration = .seconds(600)

    // MARK: Actions

    private func deliver(
        _ ticket: DeliveryTicket, _ input: (inout DeliveryLifecycle) -> [DeliveryLifecycle.Action]
    ) {
        guard var delivery = self.calls[ticket.call]?.deliveries[ticket.event] else { return }
        let actions = input(&delivery)
        self.calls[ticket.call]?.deliveries[ticket.event] = delivery
        for action in actions {
            switch action {
            case .enqueue: self.enqueue(ticket)
            case .post(let attempt): self.post(ticket, attempt)
            case .scheduleRetry(let delay): self.timers?.schedule(.redelivery(ticket), after: delay)
            case .cancelRetry: self.timers?.cancel(.redelivery(ticket))
            case .settle(let failure): self.settle(ticket, failure)
            }
        }
    }

    private func enqueue(_ ticket: DeliveryTicket) {
        guard let lane = self.endpoint(ticket) else {
            return self.deliver(ticket) { $0.withdrawn(.subscriptionRemoved) }
        }
        switch self.lanes[lane, default: DeliveryLane()].enter(ticket) {
        case .admitted: if !self.admit(ticket) { self.leave(lane) }
        case .queued: break
        case .full:
            let window = self.window(ticket)
            let jitter = self.environment.jitter()
            self.log(.warning, "too many events wait for an endpoint", ticket.call)
            self.deliver(ticket) { $0.turnedAway(window, jitter: jitter) }
        }
    }

    /// Gives an event its turn; false when it does not need it any more.
    private func admit(_ ticket: DeliveryTicket) -> Bool {
        let window = self.window(ticket)
        var isPosted = false
        self.deliver(ticket) { delivery in
            let actions = delivery.admitted(window)
            isPosted = delivery.state == .posting
            return actions
        }
        if !isPosted { self.forgetIfFinished(ticket.call) }
        return isPosted
    }

    /// A request to an endpoint is over: whoever waits has its turn.
    private func leave(_ lane: String) {
        while let next = self.lanes[lane]?.left() {
            if self.admit(next) { return }
        }
        if self.lanes[lane]?.isEmpty == true { self.lanes[lane] = nil }
    }

    private func post(_ ticket: DeliveryTicket, _ attempt: Int) {
        guard let record = self.calls[ticket.call]?.record,
            let event = record.events.first(where: { $0.id == ticket.event }),
            let subscription = self.subscriptions[event.subscription]?.subscription
        else { return }
        let post = subscription.delivery(of: record.gridEvent(event), attempt: attempt, now: self.environment.now())
        let endpoint = post.endpoint
        self.post(post) { owner, answer in
            owner.leave(endpoint)
            owner.attemptEnded(ticket, answer)
        }
    }

    /// Sends a request to a webhook; what comes of it arrives on the loop.
    func post(_ post: EventPost, then: @escaping @Sendable (isolated CallOwner, EventAnswer) -> Void) {
        let loop = self.loop
        self.environment.poster.post(post) { [self] answer in
            loop.execute { self.assumeIsolated { then($0, answer) } }
        }
    }

    private func attemptEnded(_ ticket: DeliveryTicket, _ answer: EventAnswer) {
        let id = ticket.call
        guard let index = self.calls[id]?.record.events.firstIndex(where: { $0.id == ticket.event }) else { return }
        self.calls[id]?.record.events[index].attempts.append(answer.attempt)
        self.mark(.event, id, detail: Self.summary(answer.attempt))
        guard let event = self.calls[id]?.record.events[index] else { return }
        self.log(
            .debug, "event posted", id,
            [
                .event(event), .subscription(event.subscription), .attempts(event.attempts.count),
                .status(answer.attempt.status), .milliseconds(answer.attempt.duration),
                .reason(outside: answer.attempt.error),
            ])
        self.count(event, answer.fate, id)
        let window = self.window(ticket)
        let jitter = self.environment.jitter()
        self.deliver(ticket) { $0.attemptEnded(answer.fate, window, jitter: jitter) }
        self.takeReply(answer, to: event, id)
        self.forgetIfFinished(id)
    }

    private static func summary(_ attempt: EventRecord.Attempt) -> String {
        "\(attempt.status.map(String.init) ?? attempt.error ?? "no answer") after \(attempt.duration.wholeMilliseconds) ms"
    }

    /// The event is delivered (nil), or will not be.
    private func settle(_ ticket: DeliveryTicket, _ failure: EventRecord.Failure?) {
        let id = ticket.call
        guard let index = self.calls[id]?.record.events.firstIndex(where: { $0.id == ticket.event }) else { return }
        self.calls[id]?.record.events[index].state = failure == nil ? .delivered : .failed
        self.calls[id]?.record.events[index].failure = failure
        if let record = self.calls[id]?.record {
            let event = record.events[index]
            self.log(
                failure == nil ? .info : .warning, failure == nil ? "event delivered" : "event not delivered", id,
                [
                    .event(event), .subscription(event.subscription), .attempts(event.attempts.count),
                    .reason(outside: event.attempts.last?.error ?? failure?.rawValue),
                ])
            if let failure { self.bury(event, of: record, failure) }
        }
        self.noteEvent(id)
        self.decideIfUndelivered(id)
    }

    /// The URL of the event's subscription, which names its lane.
    private func endpoint(_ ticket: DeliveryTicket) -> String? {
        self.calls[ticket.call]?.record.events.first { $0.id == ticket.event }
            .flatMap { self.subscriptions[$0.subscription]?.subscription.endpoint }
    }
}
