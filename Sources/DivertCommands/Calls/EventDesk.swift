import EventReceiver

/// Answers the requests that `divert listen` gets: prints them, passes them on if there is a relay, and hands each call
/// on once.
actor EventDesk {
    private let report: ListenReport
    private let relay: EventRelay?
    private let rings: @Sendable (ReceivedEvent) -> Void
    private var seen = SeenEvents()

    /// - Parameter rings: gets each call when its event comes for the first time.
    init(report: ListenReport, relay: EventRelay?, rings: @escaping @Sendable (ReceivedEvent) -> Void) {
        self.report = report
        self.relay = relay
        self.rings = rings
    }

    func respond(to request: WebhookRequest) async -> WebhookAnswer {
        let message = WebhookMessage(request)
        if case .events(let events) = message {
            for event in events {
                let isRepeated = !self.seen.insert(event.id)
                StandardStreams.print(self.report.came(event, isRepeated: isRepeated))
                if !isRepeated, event.call != nil { self.rings(event) }
            }
        } else {
            StandardStreams.print(self.report.came(message))
        }
        guard let relay = self.relay else { return message.answer }
        let result = await relay.pass(on: request)
        StandardStreams.print(self.report.relayed(request, to: relay.url, result))
        return result.answer
    }
}

/// The ids of the latest events: delivery is at least once, and a call is to be decided once.
struct SeenEvents {
    /// More than come while calls ring; the oldest are forgotten.
    static let limit = 10_000

    private var ids: Set<String> = []
    private var order: [String] = []

    /// Whether the id is new. An event without one is always new.
    mutating func insert(_ id: String) -> Bool {
        guard !id.isEmpty else { return true }
        guard self.ids.insert(id).inserted else { return false }
        self.order.append(id)
        if self.order.count > Self.limit {
            self.ids.subtract(self.order.prefix(Self.limit / 2))
            self.order.removeFirst(Self.limit / 2)
        }
        return true
    }
}
