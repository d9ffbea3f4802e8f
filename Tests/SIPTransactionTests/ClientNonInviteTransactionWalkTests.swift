import SIPMessage
import SIPTransaction
import Testing

@Suite("The non-INVITE client transaction: every state, every input")
struct ClientNonInviteTransactionWalkTests {
    private enum Input: Hashable {
        case start, transportFailed
        case receive(SIPResponse)
        case fire(ClientTransactionTimer)
    }

    private func walk(
        isReliable: Bool
    ) throws -> [Transition<ClientNonInviteTransaction, Input, ClientTransactionAction>] {
        let bye = try SampleRequest(method: "BYE").parsed()
        let responses = try [100, 180, 200, 404, 481].map { try answer($0, to: bye) }
        let inputs: [Input] =
            [.start, .transportFailed] + responses.map { .receive($0) }
            + ClientTransactionTimer.allCases.map { .fire($0) }
        let start = ClientNonInviteTransaction(request: bye, timing: TransactionTiming(), isReliable: isReliable)
        let walk = reachableTransitions(from: [start], inputs, limit: 20) { input, machine in
            switch input {
            case .start: machine.start()
            case .transportFailed: machine.transportFailed()
            case .receive(let response): machine.received(response)
            case .fire(let timer): machine.fired(timer)
            }
        }
        // Idle, trying with E's four intervals, proceeding, completed, the end.
        #expect(try #require(walk, "too many states").states.count == 1 + (isReliable ? 1 : 4) + 1 + 1 + 1)
        return walk?.transitions ?? []
    }

    @Test("The request is sent once, and repeated by timer E alone", arguments: [false, true])
    func sending(isReliable: Bool) throws {
        for step in try self.walk(isReliable: isReliable) {
            for case .send(_, let isRetransmission) in step.actions {
                #expect(step.input == (isRetransmission ? .fire(.e) : .start))
                #expect(!isRetransmission || !isReliable)
            }
        }
    }

    @Test("On every path one final response is delivered, and the end is told once", arguments: [false, true])
    func endings(isReliable: Bool) throws {
        for step in try self.walk(isReliable: isReliable) {
            let isWaiting = step.before.rank == 1 || step.before.rank == 2
            for case .deliver(let response) in step.actions {
                #expect(step.input == .receive(response) && isWaiting)
                #expect(response.isProvisional == (step.after.state == .proceeding))
            }
            let isEnding = step.actions.contains { if case .terminate = $0 { true } else { false } }
            #expect(isEnding == (step.after.state == .terminated && step.before.state != .terminated))
            #expect(step.after.rank >= step.before.rank)
            if step.before.state == .terminated { #expect(step.actions == []) }
        }
    }

    @Test("Only the timers of this machine are scheduled, each where it belongs", arguments: [false, true])
    func timers(isReliable: Bool) throws {
        for step in try self.walk(isReliable: isReliable) {
            for case .schedule(let timer, _) in step.actions {
                switch timer {
                case .e: #expect(!isReliable && (step.after.rank == 1 || step.after.rank == 2))
                case .f: #expect(step.input == .start)
                case .k: #expect(step.after.state == .completed)
                case .a, .b, .d, .m: Issue.record("\(timer) is no timer of this machine")
                }
            }
        }
    }
}

extension ClientNonInviteTransaction {
    fileprivate var rank: Int {
        switch self.state {
        case .idle: 0
        case .trying: 1
        case .proceeding: 2
        case .completed: 3
        case .terminated: 4
        }
    }
}
