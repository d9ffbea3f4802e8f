import SIPMessage
import SIPTransaction
import Testing

@Suite("The INVITE server transaction, by transcript (RFC 3261 §17.2.1)")
struct ServerInviteTransactionTests {
    private let trying = response(100)
    private let ringing = response(180)
    private let moved = response(302)
    private let refused = response(480)

    private func unreliable() -> ServerInviteTransaction {
        ServerInviteTransaction(timing: TransactionTiming(), isReliable: false)
    }

    private func reliable() -> ServerInviteTransaction {
        ServerInviteTransaction(timing: TransactionTiming(), isReliable: true)
    }

    @Test("TX-2, TX-3: a retransmitted INVITE gets nothing, then the 100, then the most recent provisional")
    func proceeding() {
        var transaction = self.unreliable()
        #expect(transaction.retransmissionReceived() == [])
        #expect(transaction.respond(with: self.trying) == [.send(self.trying, isRetransmission: false)])
        #expect(transaction.retransmissionReceived() == [.send(self.trying, isRetransmission: true)])
        #expect(transaction.respond(with: self.ringing) == [.send(self.ringing, isRetransmission: false)])
        #expect(transaction.retransmissionReceived() == [.send(self.ringing, isRetransmission: true)])
        #expect(transaction.state == .proceeding(self.ringing))
    }

    @Test("TX-4: a final response over UDP starts timer G at T1 and timer H at 64·T1")
    func completedUnreliable() {
        var transaction = self.unreliable()
        #expect(
            transaction.respond(with: self.moved) == [
                .send(self.moved, isRetransmission: false), .schedule(.g, after: .milliseconds(500)),
                .schedule(.h, after: .seconds(32)),
            ])
        #expect(transaction.retransmissionReceived() == [.send(self.moved, isRetransmission: true)])
    }

    @Test("TX-4: timer G doubles up to T2 and stays there")
    func timerG() {
        var transaction = self.unreliable()
        _ = transaction.respond(with: self.moved)
        for interval in [1000, 2000, 4000, 4000, 4000] {
            #expect(
                transaction.fired(.g) == [
                    .send(self.moved, isRetransmission: true), .schedule(.g, after: .milliseconds(interval)),
                ])
        }
    }

    @Test("TX-4: over a reliable transport nothing is retransmitted, and timer H runs all the same")
    func completedReliable() {
        var transaction = self.reliable()
        #expect(
            transaction.respond(with: self.moved) == [
                .send(self.moved, isRetransmission: false), .schedule(.h, after: .seconds(32)),
            ])
    }

    @Test("TX-4: the ACK stops G and H; timer I absorbs further ACKs for T4")
    func acknowledgedUnreliable() {
        var transaction = self.unreliable()
        _ = transaction.respond(with: self.moved)
        #expect(
            transaction.acknowledged() == [
                .cancel(.g), .cancel(.h), .reportAcknowledged, .schedule(.i, after: .seconds(5)),
            ])
        #expect(transaction.acknowledged() == [])
        #expect(transaction.retransmissionReceived() == [])
        #expect(transaction.fired(.i) == [.terminate(.completed)])
        #expect(transaction.state == .terminated)
    }

    @Test("TX-4: over a reliable transport timer I is zero")
    func acknowledgedReliable() {
        var transaction = self.reliable()
        _ = transaction.respond(with: self.moved)
        #expect(transaction.acknowledged() == [.cancel(.h), .reportAcknowledged, .schedule(.i, after: .zero)])
    }

    @Test("TX-4: timer H ends the transaction and says that no ACK came", arguments: [false, true])
    func timerH(isReliable: Bool) {
        var transaction = isReliable ? self.reliable() : self.unreliable()
        _ = transaction.respond(with: self.moved)
        let cancelled: [ServerTransactionAction] = isReliable ? [] : [.cancel(.g)]
        #expect(transaction.fired(.h) == cancelled + [.terminate(.acknowledgementMissing)])
        #expect(transaction.retransmissionReceived() == [])
    }

    @Test("TX-8: the first final response is taken, every later one and every provisional after it is ignored")
    func oneFinalResponse() {
        var transaction = self.unreliable()
        _ = transaction.respond(with: self.moved)
        #expect(transaction.respond(with: self.refused) == [])
        #expect(transaction.respond(with: self.ringing) == [])
        #expect(transaction.retransmissionReceived() == [.send(self.moved, isRetransmission: true)])
        _ = transaction.acknowledged()
        #expect(transaction.respond(with: self.refused) == [])
    }

    @Test("A 2xx is no answer of a redirect server and leaves the transaction as it was")
    func success() {
        var transaction = self.unreliable()
        #expect(transaction.respond(with: response(200)) == [])
        #expect(transaction.state == .proceeding(nil))
    }

    @Test("An ACK before any final response changes nothing")
    func earlyAcknowledgement() {
        var transaction = self.unreliable()
        #expect(transaction.acknowledged() == [])
        #expect(transaction.state == .proceeding(nil))
    }

    @Test("All intervals follow from T1")
    func shortT1() {
        var transaction = ServerInviteTransaction(
            timing: TransactionTiming(t1: .milliseconds(100)), isReliable: false)
        #expect(
            transaction.respond(with: self.moved) == [
                .send(self.moved, isRetransmission: false), .schedule(.g, after: .milliseconds(100)),
                .schedule(.h, after: .milliseconds(6400)),
            ])
    }

    @Test("D8: a call that rang before the restart answers retransmissions with the stored provisional")
    func resumedRinging() {
        let transaction = ServerInviteTransaction(
            timing: TransactionTiming(), isReliable: false, provisional: self.trying)
        #expect(transaction.retransmissionReceived() == [.send(self.trying, isRetransmission: true)])
    }

    @Test("D8: a decided call sends its final response again, timer H counted from the decision")
    func resumedDecided() {
        var transaction = self.unreliable()
        #expect(
            transaction.resume(with: self.moved, elapsed: .seconds(30)) == [
                .send(self.moved, isRetransmission: true), .schedule(.g, after: .milliseconds(500)),
                .schedule(.h, after: .seconds(2)),
            ])
        #expect(transaction.resume(with: self.refused, elapsed: .zero) == [])
    }

    @Test("D8: a decision older than 64·T1 is not sent any more")
    func resumedTooLate() {
        var transaction = self.unreliable()
        #expect(
            transaction.resume(with: self.moved, elapsed: .seconds(32)) == [.terminate(.acknowledgementMissing)])
        #expect(transaction.state == .terminated)
    }
}
