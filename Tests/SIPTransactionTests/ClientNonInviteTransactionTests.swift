import SIPMessage
import SIPTransaction
import Testing

@Suite("The non-INVITE client transaction, by transcript (RFC 3261 §17.1.2)")
struct ClientNonInviteTransactionTests {
    private let bye: SIPRequest
    private let trying: SIPResponse
    private let accepted: SIPResponse

    init() throws {
        self.bye = try SampleRequest(method: "BYE").parsed()
        self.trying = try answer(100, to: self.bye)
        self.accepted = try answer(200, to: self.bye)
    }

    private func transaction(isReliable: Bool = false) -> ClientNonInviteTransaction {
        ClientNonInviteTransaction(request: self.bye, timing: TransactionTiming(), isReliable: isReliable)
    }

    @Test("Over UDP the request is repeated after T1, doubled up to T2, until timer F ends it")
    func trying100() {
        var transaction = self.transaction()
        #expect(
            transaction.start() == [
                .send(self.bye, isRetransmission: false), .schedule(.e, after: .milliseconds(500)),
                .schedule(.f, after: .seconds(32)),
            ])
        #expect(transaction.start() == [])
        for interval in [1000, 2000, 4000, 4000] {
            #expect(
                transaction.fired(.e) == [
                    .send(self.bye, isRetransmission: true), .schedule(.e, after: .milliseconds(interval)),
                ])
        }
        #expect(transaction.fired(.f) == [.cancel(.e), .terminate(.timedOut)])
        #expect(transaction.received(self.accepted) == [])
    }

    @Test("Over a reliable transport nothing is repeated, and nothing lingers")
    func reliable() {
        var transaction = self.transaction(isReliable: true)
        #expect(transaction.start() == [.send(self.bye, isRetransmission: false), .schedule(.f, after: .seconds(32))])
        #expect(transaction.fired(.e) == [])
        #expect(
            transaction.received(self.accepted) == [
                .cancel(.f), .deliver(self.accepted), .schedule(.k, after: .zero),
            ])
    }

    @Test("After a provisional response the request is repeated every T2")
    func proceeding() {
        var transaction = self.transaction()
        _ = transaction.start()
        #expect(transaction.received(self.trying) == [.deliver(self.trying)])
        #expect(
            transaction.fired(.e) == [.send(self.bye, isRetransmission: true), .schedule(.e, after: .seconds(4))])
        #expect(transaction.fired(.f) == [.cancel(.e), .terminate(.timedOut)])
    }

    @Test("The final response is delivered once; its retransmissions are absorbed for T4")
    func completed() {
        var transaction = self.transaction()
        _ = transaction.start()
        #expect(
            transaction.received(self.accepted) == [
                .cancel(.e), .cancel(.f), .deliver(self.accepted), .schedule(.k, after: .seconds(5)),
            ])
        #expect(transaction.received(self.accepted) == [])
        #expect(transaction.fired(.k) == [.terminate(.completed)])
    }

    @Test("A transport that fails ends the transaction while it waits")
    func transportFailed() {
        var transaction = self.transaction()
        #expect(transaction.transportFailed() == [])
        _ = transaction.start()
        #expect(transaction.transportFailed() == [.cancel(.e), .cancel(.f), .terminate(.transportFailed)])
        var completed = self.transaction()
        _ = completed.start()
        _ = completed.received(self.accepted)
        #expect(completed.transportFailed() == [])
    }
}
