import EventModel
import EventReceiver

/// The application's webhook: takes events on a free port of the loopback interface and hands the calls on.
struct DemoWebhook: Sendable {
    /// A call that rings, and when the application heard of it.
    struct Event: Sendable {
        let call: IncomingCallEventData
        let at: ContinuousClock.Instant
    }

    let events: AsyncStream<Event>
    private let receiver: EventReceiver

    init() async throws {
        let (events, arrived) = AsyncStream.makeStream(of: Event.self)
        self.events = events
        self.receiver = try await EventReceiver { request in
            let at = ContinuousClock.now
            let received = IncomingCallWebhook()
                .receive(method: request.method, headers: request.headers, body: request.body)
            for call in received.incomingCalls { arrived.yield(Event(call: call.data, at: at)) }
            return received.answer
        }
    }

    var endpoint: String { self.receiver.endpoint }

    func stop() async {
        await self.receiver.stop()
    }
}
