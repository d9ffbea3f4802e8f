import LoopTimers
import NIOCore
import NIOEmbedded
import Testing

@Suite("The timers of an actor on its event loop")
struct LoopTimersTests {
    @Test("Each timer fires once, at its time, in order")
    func order() async {
        await TimerOwner.run { owner, loop in
            await owner.schedule("b", after: .milliseconds(200))
            await owner.schedule("a", after: .milliseconds(100))
            await loop.advanceTime(by: .milliseconds(99))
            #expect(await owner.fired == [])
            await loop.advanceTime(by: .seconds(10))
            #expect(
                await owner.fired == [
                    TimerOwner.Firing(id: "a", milliseconds: 100), TimerOwner.Firing(id: "b", milliseconds: 200),
                ])
            #expect(await owner.count == 0)
        }
    }

    @Test("A timer earlier than all others moves the wake-up forward")
    func earlier() async {
        await TimerOwner.run { owner, loop in
            await owner.schedule("late", after: .seconds(32))
            await owner.schedule("soon", after: .zero)
            await loop.run()
            #expect(await owner.fired.map(\.id) == ["soon"])
            await loop.advanceTime(by: .seconds(32))
            #expect(await owner.fired.map(\.id) == ["soon", "late"])
        }
    }

    @Test("A timer that is scheduled while others fire gets its own wake-up")
    func repeating() async {
        await TimerOwner.run { owner, loop in
            await owner.schedule("g", after: .milliseconds(500), repeating: .seconds(1))
            await loop.advanceTime(by: .milliseconds(3500))
            #expect(await owner.fired.map(\.milliseconds) == [500, 1500, 2500, 3500])
        }
    }

    @Test("A cancelled timer does not fire; the others keep their times")
    func cancelling() async {
        await TimerOwner.run { owner, loop in
            await owner.schedule("g", after: .milliseconds(100))
            await owner.schedule("h", after: .milliseconds(300))
            await owner.cancel("g")
            await loop.advanceTime(by: .seconds(1))
            #expect(await owner.fired == [TimerOwner.Firing(id: "h", milliseconds: 300)])
        }
    }

    @Test("A timer put off fires at its new time only")
    func postponed() async {
        await TimerOwner.run { owner, loop in
            await owner.schedule("g", after: .milliseconds(100))
            await owner.schedule("g", after: .milliseconds(300))
            await loop.advanceTime(by: .milliseconds(299))
            #expect(await owner.fired == [])
            await loop.advanceTime(by: .milliseconds(1))
            #expect(await owner.fired.map(\.id) == ["g"])
        }
    }

    @Test("Ten thousand timers at one moment cost one wake-up")
    func oneWakeUp() async {
        await TimerOwner.run { owner, loop in
            for number in 0..<10_000 { await owner.schedule("\(number)", after: .milliseconds(700)) }
            await loop.advanceTime(by: .seconds(1))
            #expect(await owner.fired.count == 10_000)
            #expect(await owner.wakeUps == 1)
        }
    }
}
