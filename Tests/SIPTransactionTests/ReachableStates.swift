import SIPMessage
import SIPTransaction

/// One way from state to state of a machine.
struct Transition<Machine: Hashable, Input, Action> {
    let before: Machine
    let input: Input
    let actions: [Action]
    let after: Machine
}

/// Every transition of every state that can be reached, or nil when there are more than `limit` states.
func reachableTransitions<Machine: Hashable, Input, Action>(
    from starts: [Machine], _ inputs: [Input], limit: Int,
    apply: (Input, inout Machine) -> [Action]
) -> (states: Set<Machine>, transitions: [Transition<Machine, Input, Action>])? {
    var states = Set(starts)
    var unvisited = starts
    var transitions: [Transition<Machine, Input, Action>] = []
    while let before = unvisited.popLast() {
        for input in inputs {
            var after = before
            let actions = apply(input, &after)
            transitions.append(Transition(before: before, input: input, actions: actions, after: after))
            guard states.insert(after).inserted else { continue }
            guard states.count <= limit else { return nil }
            unvisited.append(after)
        }
    }
    return (states, transitions)
}

extension [ServerTransactionAction] {
    var sent: [Int] {
        self.compactMap { if case .send(let response, _) = $0 { response.statusCode } else { nil } }
    }

    var firstSent: [Int] {
        self.compactMap {
            if case .send(let response, isRetransmission: false) = $0 { response.statusCode } else { nil }
        }
    }

    var scheduled: [ServerTransactionTimer] {
        self.compactMap { if case .schedule(let timer, _) = $0 { timer } else { nil } }
    }

    var isTerminating: Bool {
        self.contains { if case .terminate = $0 { true } else { false } }
    }
}
