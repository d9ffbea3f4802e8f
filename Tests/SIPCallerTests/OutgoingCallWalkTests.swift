import SIPCaller
import SIPMessage
import SIPTransaction
import Testing

@Suite("An outgoing call: every state, every input")
struct OutgoingCallWalkTests {
    private enum Input: Hashable {
        case start, transportFailed, connectionClosed
        case hangUp(Duration?)
        case receive(SIPResponse)
        case fire(OutgoingCall.Timer)
    }

    /// A call with what an observer saw of it.
    private struct Observed: Hashable {
        var call: OutgoingCall
        var hasBegun = false
        var heardProvisional = false
        var heardFinal = false
        var hasCancelled = false
        var isOver = false
    }

    private struct Step {
        let before: Observed
        let input: Input
        let actions: [OutgoingCall.Action]
    }

    private func inputs(_ sample: SampleCall) throws -> [Input] {
        let cancel = try #require(sample.invite.cancellation())
        let accepted = try sample.answer(200)
        let dialog = try #require(EstablishedDialog(invite: sample.invite, response: accepted, mark: "mark0"))
        let responses = try [
            sample.answer(180), sample.answer(302), sample.answer(486), sample.answer(487), accepted,
            answer(200, to: cancel), answer(481, to: dialog.bye),
        ]
        let timers: [OutgoingCall.Timer] =
            [.hangUp, .patience] + [.b, .d, .m].map { .invite($0) } + [.f, .k].map { .cancel($0) }
            + [.f, .k].map { .bye(tag: "server", $0) }
        return [.start, .transportFailed, .connectionClosed, .hangUp(nil), .hangUp(.seconds(2))]
            + responses.map { .receive($0) } + timers.map { .fire($0) }
    }

    private func walk() throws -> [Step] {
        let sample = try SampleCall()
        let inputs = try self.inputs(sample)
        let start = Observed(call: sample.call(isReliable: true, hangUpAfter: .seconds(1)))
        var states: Set<Observed> = [start]
        var unvisited = [start]
        var steps: [Step] = []
        while let before = unvisited.popLast() {
            for input in inputs {
                // Before it was placed nothing can happen to a call.
                guard before.hasBegun || input == .start else { continue }
                var after = before
                let actions = Self.apply(input, &after)
                steps.append(Step(before: before, input: input, actions: actions))
                if states.insert(after).inserted { unvisited.append(after) }
                try #require(states.count < 5000, "too many states")
            }
        }
        #expect(states.count > 50)
        return steps
    }

    private static func apply(_ input: Input, _ state: inout Observed) -> [OutgoingCall.Action] {
        let actions: [OutgoingCall.Action]
        switch input {
        case .start:
            state.hasBegun = true
            actions = state.call.start()
        case .transportFailed: actions = state.call.transportFailed("refused")
        case .connectionClosed: actions = state.call.connectionClosed()
        case .hangUp(let limit): actions = state.call.hangUp(within: limit)
        case .receive(let response):
            actions = state.call.received(response)
            if response.cSeq?.method == .invite {
                state.heardProvisional = state.heardProvisional || response.isProvisional
                state.heardFinal = state.heardFinal || response.isFinal
            }
        case .fire(let timer): actions = state.call.fired(timer)
        }
        for action in actions {
            if case .end = action { state.isOver = true }
            if case .send(let request, false) = action, request.method == .cancel { state.hasCancelled = true }
        }
        return actions
    }

    @Test("The end comes once on every path, and after it nothing is reported and no call is cancelled")
    func oneEnd() throws {
        for step in try self.walk() {
            let ends = step.actions.filter { if case .end = $0 { true } else { false } }
            #expect(ends.count <= (step.before.isOver ? 0 : 1), "\(step.input)")
            guard step.before.isOver else { continue }
            for action in step.actions {
                switch action {
                case .report: Issue.record("reported after the end: \(step.input)")
                case .send(let request, _): #expect(request.method == .ack)
                case .sendInDialog(let request, _): #expect([.ack, .bye].contains(request.method))
                case .reply, .schedule, .cancel, .end: break
                }
            }
        }
    }

    @Test("RFC 3261 §9.1: a CANCEL leaves once, after a provisional response and before a final one")
    func cancel() throws {
        for step in try self.walk() {
            for case .send(let request, isRetransmission: false) in step.actions where request.method == .cancel {
                let isFirstProvisional =
                    if case .receive(let response) = step.input { response.isProvisional } else { false }
                #expect(step.before.heardProvisional || isFirstProvisional)
                #expect(!step.before.heardFinal && !step.before.hasCancelled)
            }
        }
    }

    @Test("A call is cancelled only by a 487 that follows a CANCEL")
    func outcome() throws {
        for step in try self.walk() {
            for case .end(let outcome) in step.actions {
                switch outcome {
                case .cancelled(let response, _): #expect(step.before.hasCancelled && response.statusCode == 487)
                case .redirected(let response): #expect((300..<400).contains(response.statusCode))
                case .answered(let response, _): #expect((200..<300).contains(response.statusCode))
                case .refused(let response):
                    #expect(response.statusCode >= 400 && !(response.statusCode == 487 && step.before.hasCancelled))
                case .failed: #expect(step.before.hasBegun)
                }
            }
        }
    }
}
