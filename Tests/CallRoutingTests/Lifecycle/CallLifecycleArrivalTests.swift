import CallRouting
import Testing

@Suite("Arrival of a call")
struct CallLifecycleArrivalTests {
    @Test("The row is committed before the 100 and the events leave (D2)")
    func storedFirst() {
        var call = CallLifecycle()
        #expect(call.arrived() == [.storeCall, .schedule(.trying)])
        #expect(!call.isRinging)
        #expect(call.stored() == [.cancel(.trying), .sendTrying, .publishEvents])
        #expect(call.isRinging)
    }

    @Test("A commit of more than 150 ms lets the 100 go ahead; the events wait for it (D2)")
    func slowCommit() {
        #expect(CallLifecycle.Timer.trying.duration == .milliseconds(150))
        var call = CallLifecycle()
        _ = call.arrived()
        #expect(call.fired(.trying) == [.sendTrying])
        #expect(call.stored() == [.publishEvents])
    }

    @Test("A call that cannot be stored is refused, and nobody hears of it (D2)", arguments: [false, true])
    func refused(tryingSent: Bool) {
        var call = CallLifecycle()
        _ = call.arrived()
        if tryingSent { _ = call.fired(.trying) }
        #expect(call.storingFailed() == (tryingSent ? [] : [.cancel(.trying)]) + [.refuse])
        #expect(call.isEnded)
        #expect(call.decision == nil)
        #expect(call.decide(SampleDecisions.redirectA, for: 1) == [.answer(1, .notRinging)])
    }

    @Test("A policy-only call is answered at once, without 100, and recorded after it (D14)")
    func policyOnly() {
        var call = CallLifecycle()
        let decision = SampleDecisions.policyRedirectA
        #expect(call.answeredByPolicy(decision) == [.respond(decision), .log(decision)])
        #expect(call.isEnded)
        #expect(call.answeredByPolicy(decision) == [])
        #expect(call.decide(SampleDecisions.redirectA, for: 1) == [.answer(1, .notRinging)])
    }

    @Test("A call that the caller left while it was stored never becomes an event (D2)")
    func cancelledWhileStoring() {
        var call = CallLifecycle()
        _ = call.arrived()
        let cancel = SampleDecisions.cancel
        #expect(call.cancelled(cancel) == [.cancel(.trying), .record(cancel), .schedule(.disk)])
        #expect(call.stored() == [])
        #expect(call.storingFailed() == [])
        #expect(call.recorded() == [.cancel(.disk), .respond(cancel)])
    }

    @Test("A recovered call rings, or stands as it was decided (D8)")
    func recovered() {
        var ringing = CallLifecycle(recoveredRinging: ())
        #expect(
            ringing.decide(SampleDecisions.reject, for: 4) == [.commit(SampleDecisions.reject), .schedule(.answer)])
        var decided = CallLifecycle(recoveredEnded: SampleDecisions.redirectA)
        #expect(decided.decide(SampleDecisions.redirectA, for: 5) == [.answer(5, .accepted)])
        #expect(decided.decide(SampleDecisions.redirectB, for: 6) == [.answer(6, .conflict)])
        #expect(decided.cancelled(SampleDecisions.cancel) == [])
    }
}
