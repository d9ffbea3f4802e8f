import EventModel
import EventReceiver

/// Answers the requests that `divert listen` gets: prints them, passes them on if there is a relay, and hands each call
/// on once.
actor EventDesk {
    private let report: ListenReport
    private let relay: EventRelay?
    private let rings: @Sendable (IncomingCallEvent) -> Void
    private let webhook = IncomingCallWebhook()
    private var seen = SeenEvents()

    /// - Parameter rings: gets each call when its event comes for the first time.
    init(report: ListenReport, relay: EventRelay?, rings: @escaping @Sendable (IncomingCallEvent) -> Void) {
        self.report = report
        self.relay = relay
        self.rings = rings
    }

    func respond(to request: WebhookRequest) async -> WebhookAnswer {
        let received = self.webhook.receive(method: request.method, headers: request.headers, body: request.body)
        self.note(received, request.method)
        guard let relay = self.relay else { return received.answer }
        let result = await relay.pass(on: request)
        StandardStreams.print(self.report.relayed(request, to: relay.url, result))
        return result.answer
    }

    private func note(_ received: ReceivedEvents, _ method: String) {
        for call in received.incomingCalls {
            let isRepeated = !self.seen.insert(call.id)
            StandardStreams.print(self.report.came(call, isRepeated: isRepeated))
            if !isRepeated { self.rings(call) }
        }
        for event in received.otherEvents {
            let isRepeated = !self.seen.insert(event.id)
            StandardStreams.print(self.report.came(event, isRepeated: isRepeated))
        }
        for problem in received.problems {
            StandardStreams.print(self.report.refused(problem, received.answer.status))
        }
        // What brought no events and is all right was the question whether events are wanted.
        if received.incomingCalls.isEmpty, received.otherEvents.isEmpty, received.problems.isEmpty {
            StandardStreams.print(self.report.handshake(isCloudEvents: method == "OPTIONS", received.answer.status))
        }
    }
}
