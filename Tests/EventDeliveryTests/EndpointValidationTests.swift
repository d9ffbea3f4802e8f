import CallRouting
import EventDelivery
import Testing

@Suite("The handshake with an endpoint")
struct EndpointValidationTests {
    private static let start = Timestamp(milliseconds: 1_760_000_000_000)

    private func asking() -> EndpointValidation {
        var validation = EndpointValidation(code: "code", now: Self.start)
        #expect(validation.begin() == [.ask])
        return validation
    }

    @Test("An endpoint that agrees is asked once")
    func agrees() {
        var validation = self.asking()
        #expect(validation.answered(nil, now: Self.start) == [.settle])
        #expect(validation.state == .valid && validation.reason.isEmpty)
        #expect(validation.due().isEmpty)
        #expect(validation.begin().isEmpty)
    }

    @Test("One that does not is asked every 5 s for its 300 s, then it failed, for the last reason")
    func asksAgain() {
        var validation = self.asking()
        var questions = 1
        var now = Self.start
        while validation.answered("answer \(questions)", now: now) == [.scheduleNext(after: .seconds(5))] {
            #expect(validation.reason == "answer \(questions)")
            now = now + .seconds(5)
            #expect(validation.due() == [.ask])
            questions += 1
        }
        #expect(validation.state == .failed)
        #expect(questions == 60)
        #expect(validation.reason == "answer 60")
        #expect(validation.confirmed(code: "code").isEmpty)
    }

    @Test("A visit with the code agrees while the question waits, one with another code does not")
    func visited() {
        var asked = self.asking()
        #expect(asked.confirmed(code: "edoc").isEmpty)
        #expect(asked.confirmed(code: "code") == [.settle])
        #expect(asked.state == .valid)
        #expect(asked.answered("no", now: Self.start).isEmpty)
        var waiting = self.asking()
        _ = waiting.answered("no", now: Self.start)
        #expect(waiting.confirmed(code: "code") == [.settle])
        #expect(waiting.due().isEmpty)
        var idle = EndpointValidation(code: "code", now: Self.start)
        #expect(idle.confirmed(code: "code").isEmpty)
    }
}
