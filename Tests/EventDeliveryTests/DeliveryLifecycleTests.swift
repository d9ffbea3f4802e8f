import CallRouting
import EventDelivery
import Testing

@Suite("Delivery of an event")
struct DeliveryLifecycleTests {
    private static let open = DeliveryWindow.open(remaining: .seconds(30))
    private static let over = DeliveryWindow.closed(.callEnded)
    private static let failed = AttemptFate.failed(notBefore: .zero)

    /// A delivery whose first attempt is under way.
    private func posting(maxAttempts: Int) -> DeliveryLifecycle {
        var delivery = DeliveryLifecycle(maxAttempts: maxAttempts)
        #expect(delivery.start() == [.enqueue])
        #expect(delivery.admitted(Self.open) == [.post(attempt: 0)])
        return delivery
    }

    @Test("An accepted event is settled after one attempt")
    func accepted() {
        var delivery = self.posting(maxAttempts: 2)
        #expect(delivery.attemptEnded(.delivered, Self.open, jitter: 0.5) == [.settle(nil)])
        #expect(delivery.state == .delivered)
    }

    @Test("A failed attempt is followed by another one after 2 s, which counts up")
    func retried() {
        var delivery = self.posting(maxAttempts: 2)
        #expect(delivery.attemptEnded(Self.failed, Self.open, jitter: 0.5) == [.scheduleRetry(after: .seconds(2))])
        #expect(delivery.retryDue(Self.open) == [.enqueue])
        #expect(delivery.admitted(Self.open) == [.post(attempt: 1)])
        #expect(delivery.attemptEnded(Self.failed, Self.open, jitter: 0.5) == [.settle(.attemptsUsedUp)])
    }

    @Test("An endpoint that refuses the event is not asked again")
    func refused() {
        var delivery = self.posting(maxAttempts: 30)
        #expect(delivery.attemptEnded(.refused, Self.open, jitter: 0.5) == [.settle(.refused)])
    }

    @Test("An endpoint that asks to wait is waited for, unless the event's time is over by then")
    func waits() {
        var delivery = self.posting(maxAttempts: 3)
        let answer = AttemptFate.failed(notBefore: .seconds(12))
        #expect(delivery.attemptEnded(answer, Self.open, jitter: 0.5) == [.scheduleRetry(after: .seconds(12))])
        #expect(delivery.retryDue(Self.open) == [.enqueue])
        #expect(delivery.admitted(Self.open) == [.post(attempt: 1)])
        #expect(delivery.attemptEnded(answer, .open(remaining: .seconds(12)), jitter: 0.5) == [.settle(.timeOver)])
    }

    @Test("An event that nobody wants any more is not posted again, wherever it is")
    func unwanted() {
        var atOnce = self.posting(maxAttempts: 2)
        #expect(atOnce.attemptEnded(Self.failed, Self.over, jitter: 0.5) == [.settle(.callEnded)])
        var later = self.posting(maxAttempts: 2)
        _ = later.attemptEnded(Self.failed, Self.open, jitter: 0.5)
        #expect(later.retryDue(Self.over) == [.settle(.callEnded)])
        var queued = DeliveryLifecycle(maxAttempts: 2)
        _ = queued.start()
        #expect(queued.admitted(Self.over) == [.settle(.callEnded)])
        var waiting = self.posting(maxAttempts: 2)
        _ = waiting.attemptEnded(Self.failed, Self.open, jitter: 0.5)
        #expect(waiting.withdrawn(.callEnded) == [.cancelRetry, .settle(.callEnded)])
        var inLine = DeliveryLifecycle(maxAttempts: 2)
        _ = inLine.start()
        #expect(inLine.withdrawn(.callEnded) == [.settle(.callEnded)])
        #expect(inLine.admitted(Self.open).isEmpty)
    }

    @Test("A success counts even when the call is over already")
    func lateSuccess() {
        var delivery = self.posting(maxAttempts: 1)
        #expect(delivery.withdrawn(.callEnded).isEmpty)
        #expect(delivery.attemptEnded(.delivered, Self.over, jitter: 0.5) == [.settle(nil)])
    }

    @Test("An event that finds no place comes back later, and that was no attempt")
    func turnedAway() {
        var delivery = DeliveryLifecycle(maxAttempts: 1)
        _ = delivery.start()
        #expect(delivery.turnedAway(Self.open, jitter: 0.5) == [.scheduleRetry(after: .seconds(2))])
        #expect(delivery.retryDue(Self.open) == [.enqueue])
        #expect(delivery.admitted(Self.open) == [.post(attempt: 0)])
    }

    @Test("After a restart a pending event is posted once more in any case, and goes on counting (D8, D9)")
    func restarted() {
        var delivery = DeliveryLifecycle(maxAttempts: 2, attempts: 2)
        #expect(delivery.start() == [.enqueue])
        #expect(delivery.admitted(Self.open) == [.post(attempt: 2)])
        #expect(delivery.attemptEnded(Self.failed, Self.open, jitter: 0.5) == [.settle(.attemptsUsedUp)])
    }

    private enum Input: Hashable, CaseIterable {
        case start, admitted, admittedLate, turnedAway, delivered, refused, failed, failedLate, retryDue, retryLate
        case withdrawn
    }

    private func take(_ input: Input, _ delivery: inout DeliveryLifecycle) -> [DeliveryLifecycle.Action] {
        switch input {
        case .start: delivery.start()
        case .admitted: delivery.admitted(Self.open)
        case .admittedLate: delivery.admitted(Self.over)
        case .turnedAway: delivery.turnedAway(Self.open, jitter: 1)
        case .delivered: delivery.attemptEnded(.delivered, Self.open, jitter: 0)
        case .refused: delivery.attemptEnded(.refused, Self.open, jitter: 0)
        case .failed: delivery.attemptEnded(Self.failed, .open(remaining: .seconds(9_999)), jitter: 0)
        case .failedLate: delivery.attemptEnded(Self.failed, Self.over, jitter: 0)
        case .retryDue: delivery.retryDue(Self.open)
        case .retryLate: delivery.retryDue(Self.over)
        case .withdrawn: delivery.withdrawn(.callEnded)
        }
    }

    @Test("In every reachable state every input keeps attempts bounded and settles once", arguments: 1...30)
    func walk(maxAttempts: Int) {
        struct Place: Hashable {
            var delivery: DeliveryLifecycle
            var posts = 0
            var settlements = 0
        }
        let start = Place(delivery: DeliveryLifecycle(maxAttempts: maxAttempts))
        var seen: Set<Place> = [start]
        var pending = [start]
        while let place = pending.popLast() {
            for input in Input.allCases {
                var next = place
                for action in self.take(input, &next.delivery) {
                    switch action {
                    case .enqueue: #expect(next.delivery.state == .queued)
                    case .post(let attempt):
                        #expect(attempt == next.posts)
                        next.posts += 1
                    case .scheduleRetry: #expect(next.delivery.state == .waiting)
                    case .cancelRetry: #expect(place.delivery.state == .waiting)
                    case .settle: next.settlements += 1
                    }
                }
                #expect(next.posts <= maxAttempts)
                #expect(next.settlements == (next.delivery.isSettled ? 1 : 0))
                if seen.insert(next).inserted { pending.append(next) }
            }
        }
        #expect(seen.contains { $0.posts == maxAttempts })
    }
}
