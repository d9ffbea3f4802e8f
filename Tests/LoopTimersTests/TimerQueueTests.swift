import DivertTesting
import LoopTimers
import NIOCore
import Testing

@Suite("Many timers, ordered by their deadlines")
struct TimerQueueTests {
    private func at(_ milliseconds: UInt64) -> NIODeadline {
        .uptimeNanoseconds(milliseconds * 1_000_000)
    }

    @Test("Timers come out in the order of their deadlines, and none before its time")
    func order() {
        var queue = TimerQueue<String>()
        queue.schedule("late", at: self.at(30))
        queue.schedule("early", at: self.at(10))
        queue.schedule("middle", at: self.at(20))
        #expect(queue.popDue(now: self.at(9)) == nil)
        #expect(queue.popDue(now: self.at(25)) == "early")
        #expect(queue.popDue(now: self.at(25)) == "middle")
        #expect(queue.popDue(now: self.at(25)) == nil)
        #expect(queue.earliest() == self.at(30))
        #expect(queue.count == 1)
    }

    @Test("Scheduling again replaces the timer, earlier or later")
    func replacing() {
        var queue = TimerQueue<String>()
        queue.schedule("g", at: self.at(10))
        queue.schedule("g", at: self.at(20))
        #expect(queue.count == 1)
        #expect(queue.popDue(now: self.at(19)) == nil)
        queue.schedule("g", at: self.at(15))
        #expect(queue.popDue(now: self.at(19)) == "g")
        #expect(queue.popDue(now: self.at(99)) == nil)
    }

    @Test("A cancelled timer never comes out; cancelling one that does not run changes nothing")
    func cancelling() {
        var queue = TimerQueue<String>()
        queue.schedule("g", at: self.at(10))
        queue.cancel("g")
        queue.cancel("h")
        #expect(queue.earliest() == nil)
        #expect(queue.popDue(now: self.at(99)) == nil)
        #expect(queue.count == 0)
    }

    @Test("Random operations agree with a dictionary of deadlines", arguments: [1, 2, 3] as [UInt64])
    func model(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var queue = TimerQueue<Int>()
        var model: [Int: NIODeadline] = [:]
        var now: UInt64 = 0
        for step in 0..<20_000 {
            let id = Int.random(in: 0..<60, using: &generator)
            // Long stretches of cancelling and rescheduling leave dead entries behind, so that the heap is built anew.
            switch Int.random(in: 0..<(step / 2_000 % 2 == 0 ? 10 : 6), using: &generator) {
            case 0..<5:
                let deadline = self.at(now + UInt64.random(in: 0...50, using: &generator))
                queue.schedule(id, at: deadline)
                model[id] = deadline
            case 5:
                queue.cancel(id)
                model[id] = nil
            case 6:
                now += UInt64.random(in: 0...5, using: &generator)
            default:
                let least = model.values.min()
                let popped = queue.popDue(now: self.at(now))
                if let least, least <= self.at(now) {
                    #expect(popped.flatMap { model[$0] } == least, "seed \(seed), step \(step)")
                    if let popped { model[popped] = nil }
                } else {
                    #expect(popped == nil, "seed \(seed), step \(step)")
                }
            }
            #expect(queue.count == model.count, "seed \(seed), step \(step)")
            #expect(queue.earliest() == model.values.min(), "seed \(seed), step \(step)")
        }
    }
}
