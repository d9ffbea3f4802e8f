import SIPMessage
import SIPTransaction
import Testing

@Suite("The non-INVITE server transaction, by transcript (RFC 3261 §17.2.2, RFC 4320)")
struct ServerNonInviteTransactionTests {
    private let late = response(100)
    private let accepted = response(200)

    private func transaction(isReliable: Bool = false, t1: Duration = .milliseconds(500)) -> ServerNonInviteTransaction
    {
        ServerNonInviteTransaction(timing: TransactionTiming(t1: t1), isReliable: isReliable)
    }

    @Test("TX-6: over UDP timer J keeps the response for retransmissions during 64·T1")
    func completedUnreliable() {
        var transaction = self.transaction()
        #expect(transaction.retransmissionReceived() == [])
        #expect(
            transaction.respond(with: self.accepted) == [
                .send(self.accepted, isRetransmission: false), .schedule(.j, after: .seconds(32)),
            ])
        #expect(transaction.retransmissionReceived() == [.send(self.accepted, isRetransmission: true)])
        #expect(transaction.fired(.j) == [.terminate(.completed)])
        #expect(transaction.retransmissionReceived() == [])
    }

    @Test("TX-6: over a reliable transport timer J is zero")
    func completedReliable() {
        var transaction = self.transaction(isReliable: true)
        #expect(
            transaction.respond(with: self.accepted) == [
                .send(self.accepted, isRetransmission: false), .schedule(.j, after: .zero),
            ])
    }

    @Test("TX-6: the 100 of an unanswered request leaves when timer E would have reached T2", arguments: [false, true])
    func lateTrying(isReliable: Bool) {
        var transaction = self.transaction(isReliable: isReliable)
        #expect(transaction.leftUnanswered(late: self.late) == [.schedule(.trying, after: .milliseconds(3500))])
        #expect(transaction.retransmissionReceived() == [])
        #expect(transaction.fired(.trying) == [.send(self.late, isRetransmission: false)])
        #expect(transaction.retransmissionReceived() == [.send(self.late, isRetransmission: true)])
        #expect(transaction.respond(with: self.accepted).first == .send(self.accepted, isRetransmission: false))
    }

    @Test(
        "TX-6: the time until the late 100 follows timer E for every T1",
        arguments: [(100, 6300), (500, 3500), (1000, 3000), (2000, 2000), (5000, 5000), (0, 0)])
    func lateTryingTime(t1: Int, time: Int) {
        #expect(TransactionTiming(t1: .milliseconds(t1)).lateTrying == .milliseconds(time))
    }

    @Test("TX-6: an answer in time makes the late 100 needless")
    func answeredInTime() {
        var transaction = self.transaction()
        _ = transaction.leftUnanswered(late: self.late)
        #expect(
            transaction.respond(with: self.accepted) == [
                .send(self.accepted, isRetransmission: false), .cancel(.trying), .schedule(.j, after: .seconds(32)),
            ])
        #expect(transaction.fired(.trying) == [])
    }

    @Test("TX-6: a 408 is never sent, and a provisional of the application neither")
    func timeout() {
        var transaction = self.transaction()
        #expect(transaction.respond(with: response(408)) == [])
        #expect(transaction.respond(with: response(180)) == [])
        #expect(transaction.state == .trying(late: nil))
        #expect(transaction.leftUnanswered(late: response(183)) == [])
    }

    @Test("TX-8: the first final response is taken")
    func oneFinalResponse() {
        var transaction = self.transaction()
        _ = transaction.respond(with: self.accepted)
        #expect(transaction.respond(with: response(503)) == [])
        #expect(transaction.leftUnanswered(late: self.late) == [])
        #expect(transaction.retransmissionReceived() == [.send(self.accepted, isRetransmission: true)])
    }
}
