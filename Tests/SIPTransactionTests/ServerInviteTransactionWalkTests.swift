import SIPMessage
import SIPTransaction
import Testing

@Suite("The INVITE server transaction: every state, every input")
struct ServerInviteTransactionWalkTests {
    private enum Input: Hashable {
        case retransmission, acknowledgement
        case respond(Int)
        case resume(Int, Duration)
        case fire(ServerTransactionTimer)
    }

    private static let inputs: [Input] =
        [.retransmission, .acknowledgement, .resume(302, .seconds(1)), .resume(480, .seconds(40))]
        + [100, 180, 200, 302, 480, 487, 503, 603].map { .respond($0) }
        + ServerTransactionTimer.allCases.map { .fire($0) }

    private static func apply(_ input: Input, _ machine: inout ServerInviteTransaction) -> [ServerTransactionAction] {
        switch input {
        case .retransmission: machine.retransmissionReceived()
        case .acknowledgement: machine.acknowledged()
        case .respond(let status): machine.respond(with: response(status))
        case .resume(let status, let elapsed): machine.resume(with: response(status), elapsed: elapsed)
        case .fire(let timer): machine.fired(timer)
        }
    }

    private func walk(isReliable: Bool) throws -> [Transition<ServerInviteTransaction, Input, ServerTransactionAction>]
    {
        let start = ServerInviteTransaction(timing: TransactionTiming(), isReliable: isReliable)
        let walk = try #require(
            reachableTransitions(from: [start], Self.inputs, limit: 60, apply: Self.apply), "too many states")
        // Two provisionals and none, a final response of each status with G's five intervals, two ends.
        #expect(walk.states.count == (isReliable ? 3 + 5 + 2 : 3 + 5 * 4 + 2))
        return walk.transitions
    }

    @Test("Nothing is sent, scheduled or reported once the transaction has ended", arguments: [false, true])
    func terminated(isReliable: Bool) throws {
        for step in try self.walk(isReliable: isReliable) where step.before.state == .terminated {
            #expect(step.actions == [] && step.after == step.before, "\(step.input)")
        }
    }

    @Test("TX-8: on every path one final response is sent for the first time, and only from proceeding")
    func oneFinalResponse() throws {
        for isReliable in [false, true] {
            for step in try self.walk(isReliable: isReliable) {
                let finals = step.actions.firstSent.filter { $0 >= 200 }
                if case .proceeding = step.before.state {
                    #expect(finals.count <= 1)
                    if let final = finals.first { #expect(step.after.finalStatus == final) }
                } else {
                    #expect(step.actions.firstSent.isEmpty, "\(step.before.state) \(step.input)")
                }
                // The final response never changes and is never forgotten before the ACK.
                if let final = step.before.finalStatus, let later = step.after.finalStatus { #expect(final == later) }
                #expect(step.actions.sent.allSatisfy { !(200..<300).contains($0) })
            }
        }
    }

    @Test("The state only moves on: proceeding, completed, confirmed, terminated", arguments: [false, true])
    func monotonic(isReliable: Bool) throws {
        for step in try self.walk(isReliable: isReliable) {
            #expect(step.after.rank >= step.before.rank)
            #expect(step.actions.isTerminating == (step.after.rank == 3 && step.before.rank != 3), "\(step.input)")
        }
    }

    @Test("TX-4: timer G is scheduled only on the way to or in completed, and only over an unreliable transport")
    func timerG() throws {
        for isReliable in [false, true] {
            for step in try self.walk(isReliable: isReliable) where step.actions.scheduled.contains(.g) {
                #expect(!isReliable)
                #expect(step.after.rank == 1)
            }
        }
    }

    @Test("TX-4: every state with a timer running is left by it, and timers of other states change nothing")
    func timers() throws {
        let owners: [ServerTransactionTimer: Int] = [.g: 1, .h: 1, .i: 2]
        for isReliable in [false, true] {
            for step in try self.walk(isReliable: isReliable) {
                guard case .fire(let timer) = step.input else { continue }
                if owners[timer] != step.before.rank {
                    #expect(step.actions == [] && step.after == step.before)
                } else if timer != .g {
                    #expect(step.after.state == .terminated)
                }
            }
        }
    }

    @Test("Every transition returns only actions that are legal in its state", arguments: [false, true])
    func legalActions(isReliable: Bool) throws {
        for step in try self.walk(isReliable: isReliable) {
            for action in step.actions {
                switch action {
                case .send(let response, _):
                    #expect(step.before.rank <= 1 && (response.statusCode < 200) == (step.after.rank == 0))
                case .schedule(.h, _): #expect(step.before.rank == 0 && step.after.rank == 1)
                case .schedule(.i, _), .reportAcknowledged: #expect(step.before.rank == 1 && step.after.rank == 2)
                case .cancel(.h): #expect(step.before.rank == 1 && step.after.rank == 2)
                case .schedule(.g, _): #expect(step.after.rank == 1)
                case .cancel(.g): #expect(!isReliable && step.before.rank == 1 && step.after.rank >= 2)
                case .terminate(.acknowledgementMissing): #expect(step.before.rank <= 1)
                case .terminate(.completed): #expect(step.before.rank == 2)
                case .schedule, .cancel: Issue.record("\(action) is no action of this machine")
                }
            }
        }
    }
}

extension ServerInviteTransaction {
    fileprivate var rank: Int {
        switch self.state {
        case .proceeding: 0
        case .completed: 1
        case .confirmed: 2
        case .terminated: 3
        }
    }

    fileprivate var finalStatus: Int? {
        if case .completed(let final, _) = self.state { final.statusCode } else { nil }
    }
}
