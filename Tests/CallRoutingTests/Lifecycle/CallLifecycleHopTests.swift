import CallRouting
import Testing

@Suite("A call that rings on")
struct CallLifecycleHopTests {
    private let onward = SampleDecisions.onward
    private let cancel = SampleDecisions.cancel

    private func reserved() -> CallLifecycle {
        var call = CallLifecycle(recoveredRinging: ())
        _ = call.decide(self.onward, at: 0, leadingTo: .ringsOn, for: 1)
        return call
    }

    private func rangOn() -> CallLifecycle {
        var call = self.reserved()
        _ = call.committed()
        return call
    }

    @Test("Reserve, commit the hop, ring on, answer, publish: in this order; the slot is free again")
    func order() {
        var call = CallLifecycle(recoveredRinging: ())
        #expect(
            call.decide(self.onward, at: 0, leadingTo: .ringsOn, for: 1) == [
                .commitHop(self.onward), .schedule(.answer),
            ])
        #expect(!call.isRinging)
        #expect(
            call.committed() == [
                .ringOn(self.onward), .cancel(.answer), .answer(1, .accepted), .publishEvents, .unpark,
            ])
        #expect(call.isRinging)
        #expect(call.decision == nil)
        #expect(call.decidedHops == [self.onward])
    }

    @Test(
        "The decided hop's context gets 204 for the same and 409 for another decision, while the call rings on (row 10)"
    )
    func decidedHop() {
        var call = self.rangOn()
        #expect(call.decide(self.onward, at: 0, leadingTo: .ringsOn, for: 2) == [.answer(2, .accepted)])
        #expect(call.decide(SampleDecisions.redirectA, at: 0, for: 3) == [.answer(3, .conflict)])
        #expect(call.decide(SampleDecisions.reject, at: 0, for: 4) == [.answer(4, .conflict)])
        #expect(call.isRinging)
    }

    @Test("Also after the call has ended: first the hop, then the call (row 10)")
    func decidedHopOfAnEndedCall() {
        var call = self.rangOn()
        _ = call.cancelled(self.cancel)
        _ = call.recorded()
        #expect(call.decide(self.onward, at: 0, for: 2) == [.answer(2, .accepted)])
        #expect(call.decide(SampleDecisions.reject, at: 0, for: 3) == [.answer(3, .conflict)])
        #expect(call.decide(self.onward, at: 1, for: 4) == [.answer(4, .notRinging)])
    }

    @Test("Rejecting at a later hop is for that hop")
    func rejectLater() {
        var call = self.rangOn()
        let reject = SampleDecisions.reject
        #expect(call.decide(reject, at: 1, for: 2) == [.commit(reject), .schedule(.answer)])
        #expect(call.committed().first == .respond(reject))
        #expect(call.decide(reject, at: 1, for: 3) == [.answer(3, .accepted)])
        #expect(call.decide(reject, at: 0, for: 4) == [.answer(4, .conflict)])
        #expect(call.decide(self.onward, at: 0, for: 5) == [.answer(5, .accepted)])
    }

    @Test("A request that names no hop means the one that rings; a hop that never was does not ring (D10)")
    func whichHop() {
        var call = self.rangOn()
        #expect(call.decide(self.onward, at: 2, for: 2) == [.answer(2, .notRinging)])
        #expect(
            call.decide(SampleDecisions.redirectA, for: 3) == [.commit(SampleDecisions.redirectA), .schedule(.answer)])
    }

    @Test("A CANCEL during the commit: the hop stands and the request gets its 204, then 487 and no event (D4)")
    func cancelDuringCommit() {
        var call = self.reserved()
        #expect(call.cancelled(self.cancel) == [])
        #expect(
            call.committed() == [
                .ringOn(self.onward), .cancel(.answer), .answer(1, .accepted), .record(self.cancel), .schedule(.disk),
                .unpark,
            ])
        #expect(call.recorded() == [.cancel(.disk), .respond(self.cancel)])
        #expect(call.decide(self.onward, at: 0, for: 2) == [.answer(2, .accepted)])
    }

    @Test("So does a shutdown; a deadline was that of the old hop, and is forgotten (D4)")
    func otherNotes() {
        var call = self.reserved()
        _ = call.deadlinePassed(SampleDecisions.timeout)
        var stopping = call
        #expect(call.committed().contains(.publishEvents))
        #expect(call.isRinging)
        _ = stopping.shutdown(SampleDecisions.shutdown)
        #expect(stopping.committed().contains(.record(SampleDecisions.shutdown)))
    }

    @Test("A failed commit frees the slot at the same hop; what was noted has it (D4)")
    func failedCommit() {
        var call = self.reserved()
        #expect(call.commitFailed() == [.cancel(.answer), .answer(1, .unavailable), .unpark])
        #expect(call.isRinging && call.decidedHops == [])
        call = self.reserved()
        _ = call.deadlinePassed(SampleDecisions.timeout)
        #expect(call.commitFailed().contains(.record(SampleDecisions.timeout)))
    }

    @Test("A hop whose commit took too long rings on once it is on disk (D6)")
    func unknownOutcome() {
        var call = self.reserved()
        #expect(call.fired(.answer) == [.answer(1, .unavailable)])
        #expect(call.isOutcomeUnknown)
        #expect(call.decide(self.onward, at: 0, leadingTo: .ringsOn, for: 2) == [.answer(2, .unavailable)])
        #expect(call.committed() == [.ringOn(self.onward), .publishEvents, .unpark])
        #expect(call.decide(self.onward, at: 0, leadingTo: .ringsOn, for: 3) == [.answer(3, .accepted)])
    }

    @Test("The policy rings on, too; its hop counts for no request, and requests wait for its commit")
    func policy() {
        let onward = SampleDecisions.policyOnward
        let timeout = SampleDecisions.timeout
        var call = CallLifecycle(recoveredRinging: ())
        #expect(
            call.deadlinePassed(ringingOn: onward, otherwise: timeout) == [.commitHop(onward), .schedule(.answer)])
        #expect(call.decide(self.onward, at: 0, leadingTo: .ringsOn, for: 1) == [.park(1)])
        var refused = call
        var slow = call
        #expect(call.committed() == [.ringOn(onward), .cancel(.answer), .publishEvents, .unpark])
        #expect(call.decide(self.onward, at: 0, leadingTo: .ringsOn, for: 1) == [.answer(1, .notRinging)])
        #expect(refused.commitFailed() == [.cancel(.answer), .record(timeout), .schedule(.disk), .unpark])
        #expect(slow.fired(.answer) == [])
        #expect(slow.isOutcomeUnknown)
    }

    @Test("The policy rings on only a call that rings; else it ends it")
    func policyElsewhere() {
        let timeout = SampleDecisions.timeout
        var call = CallLifecycle()
        _ = call.arrived()
        #expect(
            call.deadlinePassed(ringingOn: SampleDecisions.policyOnward, otherwise: timeout) == [
                .cancel(.trying), .record(timeout), .schedule(.disk),
            ])
    }
}
