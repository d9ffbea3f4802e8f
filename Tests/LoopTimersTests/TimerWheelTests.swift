import DivertTesting
import LoopTimers
import NIOCore
import Testing

@Suite("Many timers, ordered by their deadlines")
struct TimerWheelTests {
    private func at(_ milliseconds: UInt64) -> NIODeadline {
        .uptimeNanoseconds(milliseconds * 1_000_000)
    }

    @Test("Timers come out in the order of their deadlines, and none before its time")
    func order() {
        var wheel = TimerWheel()
        _ = wheel.schedule(3, at: self.at(30))
        _ = wheel.schedule(1, at: self.at(10))
        _ = wheel.schedule(2, at: self.at(20))
        #expect(wheel.popDue(now: self.at(9)) == nil)
        #expect(wheel.popDue(now: self.at(25))?.token == 1)
        #expect(wheel.popDue(now: self.at(25))?.token == 2)
        #expect(wheel.popDue(now: self.at(25)) == nil)
        #expect(wheel.earliest() == self.at(30))
        #expect(wheel.count == 1)
    }

    @Test("A cancelled timer never comes out; cancelling one that does not run any more changes nothing")
    func cancelling() {
        var wheel = TimerWheel()
        let timer = wheel.schedule(1, at: self.at(10))
        wheel.cancel(timer)
        wheel.cancel(timer)
        #expect(wheel.earliest() == nil)
        #expect(wheel.popDue(now: self.at(99)) == nil)
        #expect(wheel.count == 0)
    }

    @Test("The handle of a timer that is over does not stop the one that stands in its place")
    func reusedPlace() {
        var wheel = TimerWheel()
        let first = wheel.schedule(1, at: self.at(10))
        #expect(wheel.popDue(now: self.at(10))?.timer == first)
        let second = wheel.schedule(2, at: self.at(20))
        #expect(second.place == first.place)
        wheel.cancel(first)
        #expect(wheel.popDue(now: self.at(20))?.token == 2)
    }

    @Test("Random operations agree with a dictionary of deadlines", arguments: [1, 2, 3] as [UInt64])
    func model(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var wheel = TimerWheel()
        var handles: [Int: TimerHandle] = [:]
        var model: [Int: NIODeadline] = [:]
        var now: UInt64 = 0
        for step in 0..<20_000 {
            let id = Int.random(in: 0..<60, using: &generator)
            switch Int.random(in: 0..<(step / 2_000 % 2 == 0 ? 10 : 6), using: &generator) {
            case 0..<5:
                // Up to days: every level of the wheel is used, and near ones most.
                let delay =
                    UInt64.random(in: 0...50, using: &generator) << (6 * UInt64.random(in: 0...4, using: &generator))
                let deadline = self.at(now + delay)
                if let handle = handles[id] { wheel.cancel(handle) }
                handles[id] = wheel.schedule(UInt64(id), at: deadline)
                model[id] = deadline
            case 5:
                if let handle = handles[id] { wheel.cancel(handle) }
                model[id] = nil
            case 6:
                now += UInt64.random(in: 0...5, using: &generator) << (6 * UInt64.random(in: 0...3, using: &generator))
            default:
                let least = model.values.min()
                let popped = wheel.popDue(now: self.at(now)).map { Int($0.token) }
                if let least, least <= self.at(now) {
                    #expect(popped.flatMap { model[$0] } == least, "seed \(seed), step \(step)")
                    if let popped { model[popped] = nil }
                } else {
                    #expect(popped == nil, "seed \(seed), step \(step)")
                }
            }
            #expect(wheel.count == model.count, "seed \(seed), step \(step)")
            #expect(wheel.earliest() == model.values.min(), "seed \(seed), step \(step)")
        }
    }
}
