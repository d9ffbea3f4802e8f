import CallRouting
import Testing

@Suite("Every reachable state of a call, with every input (D13)")
struct CallLifecycleWalkTests {
    /// Walks from `start` through everything that can happen; returns the first broken promise with the way to it.
    private func walk(_ start: WalkedCall) -> (states: Set<WalkedCall>, broken: String?) {
        var seen: Set<WalkedCall> = [start]
        var cameFrom: [WalkedCall: (WalkedCall, WalkedCall.Input)] = [:]
        var pending = [start]
        while let call = pending.popLast() {
            for input in call.inputs {
                var next = call
                let broken = next.take(input)
                guard broken.isEmpty else {
                    var way = [input]
                    var place = call
                    while let (previous, input) = cameFrom[place] {
                        way.insert(input, at: 0)
                        place = previous
                    }
                    return (seen, "\(broken) after \(way)")
                }
                guard seen.insert(next).inserted else { continue }
                cameFrom[next] = (call, input)
                pending.append(next)
            }
        }
        return (seen, nil)
    }

    @Test(
        "From the INVITE on no promise is broken, whatever happens",
        arguments: [SampleDecisions.timeout, SampleDecisions.policyRedirectA])
    func fromInvite(deadlineDecision: Decision) {
        var start = WalkedCall(CallLifecycle(), deadlineDecision: deadlineDecision)
        #expect(start.begin { $0.arrived() } == [])
        let (states, broken) = self.walk(start)
        #expect(broken == nil)
        // The walk went everywhere: each kind of state, each decision, each note.
        let lifecycles = Set(states.map(\.lifecycle))
        let outcomes = [SampleDecisions.cancel, deadlineDecision, SampleDecisions.shutdown]
        let decisions = [SampleDecisions.redirectA, SampleDecisions.redirectB, SampleDecisions.reject]
        for decision in outcomes + decisions {
            #expect(lifecycles.contains { $0.state == .ended(decision) })
        }
        #expect(lifecycles.contains { $0.state == .ended(nil) })
        let reserved = lifecycles.filter { if case .reserved = $0.state { true } else { false } }
        // Requests 0 and 1 wish the same, so three decisions by four requests or none; three notes, there or not.
        #expect(reserved.count == (4 + 3) * 8)
        #expect(states.contains { $0.lifecycle.isEnded && $0.requests.allSatisfy { $0 == .answered } })
    }

    @Test(
        "From the INVITE on no promise is broken over three hops, whatever happens, nor when the policy rings on",
        arguments: [nil, SampleDecisions.policyOnward])
    func overHops(onwardPolicy: Decision?) {
        var start = WalkedCall(
            CallLifecycle(), wishes: WalkedCall.ringsOn, deadlineDecision: SampleDecisions.timeout,
            onwardPolicy: onwardPolicy)
        #expect(start.begin { $0.arrived() } == [])
        let (states, broken) = self.walk(start)
        #expect(broken == nil)
        let lifecycles = Set(states.map(\.lifecycle))
        // The walk went everywhere: each outcome at each hop.
        for hops in 0...2 {
            for outcome in [SampleDecisions.cancel, SampleDecisions.timeout, SampleDecisions.shutdown] {
                #expect(
                    lifecycles.contains { $0.decidedHops.count == hops && $0.state == .ended(outcome) },
                    "\(outcome) at hop \(hops)")
            }
        }
        #expect(lifecycles.contains { $0.decidedHops.count == 2 && $0.state == .ended(SampleDecisions.reject) })
        if let onwardPolicy { #expect(lifecycles.contains { $0.decidedHops == [onwardPolicy] && $0.isRinging }) }
    }

    @Test("A policy-only call breaks no promise (D14)")
    func policyOnly() {
        let policy = SampleDecisions.policyRedirectA
        var start = WalkedCall(CallLifecycle(), deadlineDecision: policy)
        #expect(start.begin { $0.answeredByPolicy(policy) } == [])
        #expect(self.walk(start).broken == nil)
    }

    @Test("Recovered calls break no promise (D8)")
    func recovered() {
        let timeout = SampleDecisions.timeout
        let ringing = WalkedCall(CallLifecycle(recoveredRinging: ()), deadlineDecision: timeout)
        #expect(self.walk(ringing).broken == nil)
        let standing = SampleDecisions.redirectB
        let decided = WalkedCall(
            CallLifecycle(recoveredEnded: standing), deadlineDecision: timeout, onDisk: standing)
        #expect(self.walk(decided).broken == nil)
    }

    @Test("Results that nobody waits for, and timers that do not run, change nothing")
    func strayInputs() {
        var call = CallLifecycle(recoveredRinging: ())
        #expect(call.committed() + call.commitFailed() + call.recorded() + call.stored() + call.storingFailed() == [])
        for timer in CallLifecycle.Timer.allCases { #expect(call.fired(timer) == []) }
        #expect(call == CallLifecycle(recoveredRinging: ()))
        var ended = CallLifecycle(recoveredEnded: SampleDecisions.redirectA)
        #expect(ended.committed() + ended.commitFailed() + ended.recorded() + ended.stored() == [])
        for timer in CallLifecycle.Timer.allCases { #expect(ended.fired(timer) == []) }
        #expect(ended == CallLifecycle(recoveredEnded: SampleDecisions.redirectA))
    }
}
