import SIPMessage
import SIPTransaction
import Testing

@Suite("The INVITE client transaction: every state, every input")
struct ClientInviteTransactionWalkTests {
    private enum Input: Hashable {
        case start, transportFailed
        case receive(SIPResponse)
        case fire(ClientTransactionTimer)
    }

    private typealias Step = Transition<ClientInviteTransaction, Input, ClientTransactionAction>

    /// Timer A doubles without an end of its own, so the walk follows it only for the six times before timer B.
    private func walk(isReliable: Bool) throws -> [Step] {
        let invite = try SampleRequest().parsed()
        let responses = try [100, 180, 200, 302, 486, 603].map { try answer($0, to: invite) }
        let inputs: [Input] =
            [.start, .transportFailed] + responses.map { .receive($0) }
            + ClientTransactionTimer.allCases.map { .fire($0) }
        let start = ClientInviteTransaction(request: invite, timing: TransactionTiming(), isReliable: isReliable)
        let walk = reachableTransitions(from: [start], inputs, limit: 40) { input, machine in
            switch input {
            case .start: return machine.start()
            case .transportFailed: return machine.transportFailed()
            case .receive(let response): return machine.received(response)
            case .fire(.a):
                if case .calling(let interval) = machine.state, interval >= .seconds(16) { return [] }
                return machine.fired(.a)
            case .fire(let timer): return machine.fired(timer)
            }
        }
        // Idle, calling with A's six intervals, proceeding, completed (one ACK for all: the tag is one), accepted, the end.
        #expect(try #require(walk, "too many states").states.count == 1 + (isReliable ? 1 : 6) + 1 + 1 + 1 + 1)
        return walk?.transitions ?? []
    }

    @Test("Nothing happens before the start and after the end", arguments: [false, true])
    func ends(isReliable: Bool) throws {
        for step in try self.walk(isReliable: isReliable) {
            switch step.before.state {
            case .idle where step.input != .start, .terminated: #expect(step.actions == [] && step.after == step.before)
            case .idle, .calling, .proceeding, .completed, .accepted: break
            }
        }
    }

    @Test("The INVITE is sent once, and repeated by timer A alone", arguments: [false, true])
    func invites(isReliable: Bool) throws {
        for step in try self.walk(isReliable: isReliable) {
            for case .send(let request, let isRetransmission) in step.actions where request.method == .invite {
                #expect(isRetransmission == (step.input == .fire(.a)))
                #expect(isRetransmission || step.input == .start)
                #expect(!isRetransmission || !isReliable)
            }
        }
    }

    @Test(
        "Every response of 300 to 699 is acknowledged, no other, and each is delivered once", arguments: [false, true])
    func acknowledgements(isReliable: Bool) throws {
        for step in try self.walk(isReliable: isReliable) {
            let acknowledgements = step.actions.filter {
                if case .send(let request, _) = $0 { request.method == .ack } else { false }
            }
            guard case .receive(let response) = step.input else {
                #expect(acknowledgements.isEmpty)
                continue
            }
            let isListening = step.before.state.rank == 1 || step.before.state.rank == 2
            let isCompleted = if case .completed = step.before.state { true } else { false }
            #expect(acknowledgements.count == (response.statusCode >= 300 && (isListening || isCompleted) ? 1 : 0))
            let isAccepted = step.before.state == .accepted && (200..<300).contains(response.statusCode)
            #expect(step.actions.contains(.deliver(response)) == (isListening || isAccepted))
        }
    }

    @Test("The state only moves on, and the end is told once", arguments: [false, true])
    func monotonic(isReliable: Bool) throws {
        for step in try self.walk(isReliable: isReliable) {
            #expect(step.after.state.rank >= step.before.state.rank)
            let isEnding = step.actions.contains { if case .terminate = $0 { true } else { false } }
            #expect(isEnding == (step.after.state == .terminated && step.before.state != .terminated))
        }
    }

    @Test("Each timer is scheduled and stopped only where it runs", arguments: [false, true])
    func timers(isReliable: Bool) throws {
        for step in try self.walk(isReliable: isReliable) {
            for action in step.actions {
                switch action {
                case .schedule(.a, _): #expect(!isReliable && step.after.state.rank == 1)
                case .schedule(.b, _): #expect(step.input == .start)
                case .schedule(.d, _): #expect(step.before.state.rank < 3 && step.after.state.rank == 3)
                case .schedule(.m, _): #expect(step.before.state.rank < 3 && step.after.state == .accepted)
                case .cancel(.a): #expect(!isReliable && step.before.state.rank == 1)
                case .cancel(.b): #expect(step.before.state.rank == 1)
                case .cancel(.d): #expect(step.before.state.rank == 3)
                case .schedule, .cancel: Issue.record("\(action) is no action of this machine")
                case .send, .deliver, .terminate: break
                }
            }
            // Whoever leaves calling has stopped the timers of calling, unless one of them is why.
            if step.before.state.rank == 1, step.after.state.rank > 1, step.input != .fire(.b) {
                #expect(step.actions.contains(.cancel(.b)))
                #expect(isReliable || step.actions.contains(.cancel(.a)))
            }
        }
    }
}

extension ClientInviteTransaction.State {
    fileprivate var rank: Int {
        switch self {
        case .idle: 0
        case .calling: 1
        case .proceeding: 2
        case .completed, .accepted: 3
        case .terminated: 4
        }
    }
}
