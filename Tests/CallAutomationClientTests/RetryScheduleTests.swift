import CallAutomationClient
import Testing

@Suite("When a request is sent again")
struct RetryScheduleTests {
    @Test("The wait doubles up to its limit, and the attempts end")
    func backsOff() {
        var schedule = RetrySchedule(
            RetryPolicy(maximumAttempts: 6, baseDelay: .milliseconds(400), maximumDelay: .seconds(2)))
        var delays: [Duration?] = []
        for _ in 0..<6 { delays.append(schedule.failed(.noAnswer, elapsed: .zero, chance: 0.5)) }
        #expect(
            delays == [
                .milliseconds(400), .milliseconds(800), .milliseconds(1600), .seconds(2), .seconds(2), nil,
            ])
        #expect(schedule.attempts == 6)
    }

    @Test("By default a request is sent four times")
    func defaultAttempts() {
        var schedule = RetrySchedule(RetryPolicy())
        var attempts = 1
        while schedule.failed(.noAnswer, elapsed: .zero, chance: 0) != nil { attempts += 1 }
        #expect(attempts == 4)
    }

    @Test("Chance moves a wait by a fifth at most", arguments: [(0.0, 320), (0.5, 400), (1.0, 480)])
    func jitter(chance: Double, milliseconds: Int) throws {
        var schedule = RetrySchedule(RetryPolicy())
        let wait = schedule.failed(.noAnswer, elapsed: .zero, chance: chance)
        let delay = try #require(wait)
        #expect(abs((delay - .milliseconds(milliseconds)) / .milliseconds(1)) < 0.001)
    }

    @Test(
        "Only answers that may change are asked for again",
        arguments: [
            (408, true), (429, true), (500, true), (502, true), (503, true), (504, true), (400, false), (401, false),
            (403, false), (404, false), (409, false), (412, false), (413, false), (501, false), (505, false),
        ])
    func statuses(status: Int, isRetried: Bool) {
        var schedule = RetrySchedule(RetryPolicy())
        let delay = schedule.failed(.answer(status: status, retryAfter: nil), elapsed: .zero, chance: 0.5)
        #expect((delay != nil) == isRetried)
    }

    @Test("Retry-After is obeyed beyond the longest wait of our own, and makes a 409 worth repeating")
    func obeysRetryAfter() {
        var schedule = RetrySchedule(RetryPolicy())
        #expect(
            schedule.failed(.answer(status: 503, retryAfter: .seconds(12)), elapsed: .zero, chance: 0) == .seconds(12))
        #expect(schedule.failed(.answer(status: 429, retryAfter: .zero), elapsed: .zero, chance: 0) == .zero)
        #expect(
            schedule.failed(.answer(status: 409, retryAfter: .seconds(1)), elapsed: .zero, chance: 0) == .seconds(1))
        var other = RetrySchedule(RetryPolicy())
        #expect(other.failed(.answer(status: 400, retryAfter: .seconds(1)), elapsed: .zero, chance: 0) == nil)
    }

    @Test("What would lead past the total time is not waited for")
    func boundsTheTotalTime() {
        let policy = RetryPolicy(totalTime: .seconds(30))
        for (elapsed, asked) in [(Duration.zero, 30), (.seconds(20), 10), (.seconds(29), 1), (.seconds(40), 0)] {
            var schedule = RetrySchedule(policy)
            let failure = RetrySchedule.Failure.answer(status: 503, retryAfter: .seconds(asked))
            #expect(schedule.failed(failure, elapsed: elapsed, chance: 0) == nil)
        }
        var schedule = RetrySchedule(policy)
        #expect(
            schedule.failed(.answer(status: 503, retryAfter: .seconds(9)), elapsed: .seconds(20), chance: 0) != nil)
        #expect(schedule.remaining(after: .seconds(20)) == .seconds(10))
        #expect(schedule.remaining(after: .seconds(40)) == .zero)
    }

    @Test("What cannot get better ends at once, as does a policy of one attempt")
    func endsAtOnce() {
        var schedule = RetrySchedule(RetryPolicy())
        #expect(schedule.failed(.final, elapsed: .zero, chance: 0) == nil)
        var never = RetrySchedule(.never)
        #expect(never.failed(.noAnswer, elapsed: .zero, chance: 0) == nil)
        #expect(never.attempts == 1)
    }
}
