import EventDelivery
import Testing

@Suite("Delivery of an event")
struct DeliveryLifecycleTests {
    @Test("An accepted event is settled after one attempt")
    func accepted() {
        var delivery = DeliveryLifecycle(maxAttempts: 2)
        #expect(delivery.start() == [.post(attempt: 0)])
        #expect(delivery.attemptEnded(accepted: true, isWanted: true) == [.settle])
        #expect(delivery.state == .delivered)
    }

    @Test("A failed attempt is followed by another one after 2 s, which counts up")
    func retried() {
        var delivery = DeliveryLifecycle(maxAttempts: 2)
        _ = delivery.start()
        #expect(delivery.attemptEnded(accepted: false, isWanted: true) == [.scheduleRetry(after: .seconds(2))])
        #expect(delivery.retryDue(isWanted: true) == [.post(attempt: 1)])
        #expect(delivery.attemptEnded(accepted: false, isWanted: true) == [.settle])
        #expect(delivery.state == .failed)
    }

    @Test("An event that nobody wants any more is not posted again")
    func unwanted() {
        var atOnce = DeliveryLifecycle(maxAttempts: 2)
        _ = atOnce.start()
        #expect(atOnce.attemptEnded(accepted: false, isWanted: false) == [.settle])
        #expect(atOnce.state == .failed)
        var later = DeliveryLifecycle(maxAttempts: 2)
        _ = later.start()
        _ = later.attemptEnded(accepted: false, isWanted: true)
        #expect(later.retryDue(isWanted: false) == [.settle])
        #expect(later.state == .failed)
    }

    @Test("A success counts even when the call is over already")
    func lateSuccess() {
        var delivery = DeliveryLifecycle(maxAttempts: 1)
        _ = delivery.start()
        #expect(delivery.attemptEnded(accepted: true, isWanted: false) == [.settle])
        #expect(delivery.state == .delivered)
    }

    @Test("After a restart a pending event is posted once more in any case, and goes on counting (D8, D9)")
    func restarted() {
        var delivery = DeliveryLifecycle(maxAttempts: 2, attempts: 2)
        #expect(delivery.start() == [.post(attempt: 2)])
        #expect(delivery.attemptEnded(accepted: false, isWanted: true) == [.settle])
    }

    private enum Input: Hashable, CaseIterable {
        case start, accepted, failed, failedUnwanted, retryDue, retryUnwanted
    }

    private func take(_ input: Input, _ delivery: inout DeliveryLifecycle) -> [DeliveryLifecycle.Action] {
        switch input {
        case .start: delivery.start()
        case .accepted: delivery.attemptEnded(accepted: true, isWanted: true)
        case .failed: delivery.attemptEnded(accepted: false, isWanted: true)
        case .failedUnwanted: delivery.attemptEnded(accepted: false, isWanted: false)
        case .retryDue: delivery.retryDue(isWanted: true)
        case .retryUnwanted: delivery.retryDue(isWanted: false)
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
                    case .post(let attempt):
                        #expect(attempt == next.posts)
                        next.posts += 1
                    case .scheduleRetry: #expect(next.delivery.state == .waiting)
                    case .settle: next.settlements += 1
                    }
                }
                #expect(next.posts <= maxAttempts)
                #expect(next.settlements == ([.delivered, .failed].contains(next.delivery.state) ? 1 : 0))
                if seen.insert(next).inserted { pending.append(next) }
            }
        }
        #expect(seen.contains { $0.posts == maxAttempts })
    }
}
