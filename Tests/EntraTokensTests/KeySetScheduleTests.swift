import CallRouting
import EntraTokens
import Testing

@Suite("When an issuer's keys are fetched")
struct KeySetScheduleTests {
    private static let start = Timestamp(milliseconds: 1_760_000_000_000)

    private func moment(_ seconds: Int) -> Timestamp { Self.start + .seconds(seconds) }

    @Test("The first need fetches; whoever comes meanwhile waits for that")
    func first() {
        var schedule = KeySetSchedule()
        #expect(schedule.step(isKnown: false, now: self.moment(0)) == .fetch)
        #expect(schedule.step(isKnown: false, now: self.moment(1)) == .wait)
        schedule.fetched(successfully: true)
        #expect(schedule.step(isKnown: true, now: self.moment(2)) == .goOn)
    }

    @Test("An unknown key fetches at most once a minute, whether that works or not", arguments: [true, false])
    func unknownKey(works: Bool) {
        var schedule = KeySetSchedule()
        #expect(schedule.step(isKnown: false, now: self.moment(0)) == .fetch)
        schedule.fetched(successfully: works)
        #expect(schedule.step(isKnown: false, now: self.moment(59)) == .goOn)
        #expect(schedule.step(isKnown: false, now: self.moment(60)) == .fetch)
        schedule.fetched(successfully: works)
        #expect(schedule.step(isKnown: false, now: self.moment(119)) == .goOn)
        #expect(schedule.step(isKnown: false, now: self.moment(120)) == .fetch)
    }

    @Test("Known keys are renewed after an hour, and nobody waits for that")
    func renewal() {
        var schedule = KeySetSchedule()
        #expect(schedule.step(isKnown: false, now: self.moment(0)) == .fetch)
        schedule.fetched(successfully: true)
        #expect(schedule.step(isKnown: true, now: self.moment(3_599)) == .goOn)
        #expect(schedule.step(isKnown: true, now: self.moment(3_600)) == .refresh)
        #expect(schedule.step(isKnown: true, now: self.moment(3_601)) == .goOn)
        #expect(schedule.step(isKnown: false, now: self.moment(3_601)) == .wait)
        schedule.fetched(successfully: false)
        #expect(schedule.step(isKnown: true, now: self.moment(3_659)) == .goOn)
        #expect(schedule.step(isKnown: true, now: self.moment(3_660)) == .refresh)
        schedule.fetched(successfully: true)
        #expect(schedule.step(isKnown: true, now: self.moment(7_259)) == .goOn)
        #expect(schedule.step(isKnown: true, now: self.moment(7_260)) == .refresh)
    }
}
