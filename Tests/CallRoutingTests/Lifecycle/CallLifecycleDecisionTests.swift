import CallRouting
import Testing

@Suite("Decisions about a call")
struct CallLifecycleDecisionTests {
    private let redirectA = SampleDecisions.redirectA
    private let redirectB = SampleDecisions.redirectB
    private let cancel = SampleDecisions.cancel

    private func reserved() -> CallLifecycle {
        var call = CallLifecycle(recoveredRinging: ())
        _ = call.decide(self.redirectA, for: 1)
        return call
    }

    @Test("Reserve, commit, respond, answer: in this order (D3)")
    func order() {
        var call = CallLifecycle(recoveredRinging: ())
        #expect(call.decide(self.redirectA, for: 1) == [.commit(self.redirectA), .schedule(.answer)])
        #expect(call.decision == nil)
        #expect(call.committed() == [.respond(self.redirectA), .cancel(.answer), .answer(1, .accepted), .unpark])
        #expect(call.decision == self.redirectA)
    }

    @Test("Whoever decides second waits, then is told what happened (row 10)")
    func second() {
        var call = self.reserved()
        #expect(call.decide(self.redirectB, for: 2) == [.park(2)])
        #expect(call.committed().last == .unpark)
        #expect(call.decide(self.redirectB, for: 2) == [.answer(2, .conflict)])
        #expect(call.decide(self.redirectA, for: 3) == [.answer(3, .accepted)])
        #expect(call.decide(SampleDecisions.reject, for: 4) == [.answer(4, .conflict)])
    }

    @Test(
        "What a policy, the caller or a shutdown decided is never “the same” (row 10)",
        arguments: [
            SampleDecisions.policyRedirectA, SampleDecisions.cancel, SampleDecisions.timeout, SampleDecisions.shutdown,
        ])
    func notByRequest(outcome: Decision) {
        var call = CallLifecycle(recoveredRinging: ())
        #expect(call.deadlinePassed(outcome) == [.record(outcome), .schedule(.disk)])
        #expect(call.decide(self.redirectA, for: 1) == [.answer(1, .notRinging)])
        _ = call.recorded()
        #expect(call.decide(self.redirectA, for: 2) == [.answer(2, .notRinging)])
    }

    @Test("A CANCEL during the commit is noted; the decision stands if it is committed (D4)")
    func cancelLoses() {
        var call = self.reserved()
        #expect(call.cancelled(self.cancel) == [])
        #expect(call.committed().first == .respond(self.redirectA))
        #expect(call.cancelled(self.cancel) == [])
    }

    @Test("After a failed commit the slot is free again (D4)")
    func failedCommit() {
        var call = self.reserved()
        #expect(call.commitFailed() == [.cancel(.answer), .answer(1, .unavailable), .unpark])
        #expect(call.isRinging)
        #expect(call.decide(self.redirectB, for: 2) == [.commit(self.redirectB), .schedule(.answer)])
    }

    @Test("After a failed commit CANCEL beats deadline beats shutdown, in whatever order they came (D4)")
    func strongest() {
        let timeout = SampleDecisions.timeout
        let shutdown = SampleDecisions.shutdown
        var call = self.reserved()
        #expect(call.shutdown(shutdown) + call.deadlinePassed(timeout) + call.cancelled(self.cancel) == [])
        #expect(
            call.commitFailed() == [
                .cancel(.answer), .answer(1, .unavailable), .record(self.cancel), .schedule(.disk), .unpark,
            ])
        #expect(call.recorded() == [.cancel(.disk), .respond(self.cancel)])

        call = self.reserved()
        #expect(call.shutdown(shutdown) + call.deadlinePassed(timeout) == [])
        #expect(call.commitFailed().contains(.record(timeout)))
    }

    @Test("A commit of unknown outcome keeps the slot; whoever asks gets 503 (D6)")
    func unknownOutcome() {
        #expect(CallLifecycle.Timer.answer.duration == .seconds(5))
        var call = self.reserved()
        #expect(!call.isOutcomeUnknown)
        #expect(call.fired(.answer) == [.answer(1, .unavailable)])
        #expect(call.isOutcomeUnknown)
        #expect(call.decide(self.redirectA, for: 2) == [.answer(2, .unavailable)])
        #expect(call.cancelled(self.cancel) == [])
        var failed = call
        #expect(call.committed() == [.respond(self.redirectA), .unpark])
        #expect(failed.commitFailed() == [.record(self.cancel), .schedule(.disk), .unpark])
    }

    @Test("487, 480 and 503 wait for the disk at most 200 ms (D4)")
    func diskTimer() {
        #expect(CallLifecycle.Timer.disk.duration == .milliseconds(200))
        var call = CallLifecycle(recoveredRinging: ())
        #expect(call.cancelled(self.cancel) == [.record(self.cancel), .schedule(.disk)])
        #expect(!call.isEnded)
        #expect(call.fired(.disk) == [.respond(self.cancel)])
        #expect(call.recorded() == [])
    }
}
