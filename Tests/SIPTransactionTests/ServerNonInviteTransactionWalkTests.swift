import SIPMessage
import SIPTransaction
import Testing

@Suite("The non-INVITE server transaction: every state, every input")
struct ServerNonInviteTransactionWalkTests {
    private enum Input: Hashable {
        case retransmission
        case unanswered(Int)
        case respond(Int)
        case fire(ServerTransactionTimer)
    }

    private static let inputs: [Input] =
        [.retransmission, .unanswered(100), .unanswered(180)] + [100, 180, 200, 404, 408, 503].map { .respond($0) }
        + ServerTransactionTimer.allCases.map { .fire($0) }

    private func walk(
        isReliable: Bool
    ) throws -> [Transition<ServerNonInviteTransaction, Input, ServerTransactionAction>] {
        let start = ServerNonInviteTransaction(timing: TransactionTiming(), isReliable: isReliable)
        let walk = reachableTransitions(from: [start], Self.inputs, limit: 20) { input, machine in
            switch input {
            case .retransmission: machine.retransmissionReceived()
            case .unanswered(let status): machine.leftUnanswered(late: response(status))
            case .respond(let status): machine.respond(with: response(status))
            case .fire(let timer): machine.fired(timer)
            }
        }
        // Trying with and without a late 100, proceeding, a final response of each status, the end.
        #expect(try #require(walk, "too many states").states.count == 2 + 1 + 3 + 1)
        return walk?.transitions ?? []
    }

    @Test(
        "TX-6: never a 408, never a provisional but 100, and a 100 only when its timer says so",
        arguments: [false, true])
    func statuses(isReliable: Bool) throws {
        for step in try self.walk(isReliable: isReliable) {
            #expect(!step.actions.sent.contains(408))
            #expect(step.actions.sent.allSatisfy { $0 == 100 || $0 >= 200 })
            if step.actions.firstSent.contains(100) { #expect(step.input == .fire(.trying)) }
        }
    }

    @Test("TX-8: one final response, and nothing after the end", arguments: [false, true])
    func oneFinalResponse(isReliable: Bool) throws {
        for step in try self.walk(isReliable: isReliable) {
            switch step.before.state {
            case .trying, .proceeding:
                #expect(step.actions.firstSent.count <= 1)
                #expect(!step.actions.isTerminating)
            case .completed(let final):
                #expect(step.actions.firstSent.isEmpty)
                #expect(step.actions.sent.allSatisfy { $0 == final.statusCode })
                #expect(step.actions.isTerminating == (step.input == .fire(.j)))
            case .terminated:
                #expect(step.actions == [] && step.after == step.before)
            }
        }
    }

    @Test(
        "Every transition schedules only the timers of its machine, and each where it belongs",
        arguments: [false, true])
    func timers(isReliable: Bool) throws {
        for step in try self.walk(isReliable: isReliable) {
            for timer in step.actions.scheduled {
                switch (timer, step.after.state) {
                case (.j, .completed), (.trying, .trying(late: .some)): break
                default: Issue.record("\(timer) scheduled by \(step.input) in \(step.before.state)")
                }
            }
            #expect(!step.actions.contains(.reportAcknowledged))
        }
    }
}
