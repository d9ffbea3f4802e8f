import SIPMessage
import SIPTransaction
import Testing

@Suite("The INVITE client transaction, by transcript (RFC 3261 §17.1.1, RFC 6026)")
struct ClientInviteTransactionTests {
    private let invite: SIPRequest
    private let trying: SIPResponse
    private let ringing: SIPResponse
    private let moved: SIPResponse
    private let accepted: SIPResponse
    private let ack: SIPRequest

    init() throws {
        self.invite = try SampleRequest().parsed()
        self.trying = try answer(100, to: self.invite)
        self.ringing = try answer(180, to: self.invite)
        self.moved = try answer(302, to: self.invite)
        self.accepted = try answer(200, to: self.invite)
        self.ack = try #require(self.invite.acknowledgement(of: self.moved))
    }

    private func transaction(
        isReliable: Bool = false, t1: Duration = .milliseconds(500), patience: Duration? = nil
    ) -> ClientInviteTransaction {
        ClientInviteTransaction(
            request: self.invite, timing: TransactionTiming(t1: t1), isReliable: isReliable, patience: patience)
    }

    @Test(
        "Over UDP the INVITE leaves with timers A and B, and is repeated after T1, 2·T1, 4·T1 without an end of its own"
    )
    func calling() {
        var transaction = self.transaction()
        #expect(
            transaction.start() == [
                .send(self.invite, isRetransmission: false), .schedule(.a, after: .milliseconds(500)),
                .schedule(.b, after: .seconds(32)),
            ])
        #expect(transaction.start() == [])
        for interval in [1000, 2000, 4000, 8000, 16_000] {
            #expect(
                transaction.fired(.a) == [
                    .send(self.invite, isRetransmission: true), .schedule(.a, after: .milliseconds(interval)),
                ])
        }
    }

    @Test("Over a reliable transport nothing is repeated")
    func callingReliable() {
        var transaction = self.transaction(isReliable: true)
        #expect(
            transaction.start() == [.send(self.invite, isRetransmission: false), .schedule(.b, after: .seconds(32))])
        #expect(transaction.fired(.a) == [])
    }

    @Test("Timer B is 64·T1, or what the transaction user says")
    func patience() {
        var shorter = self.transaction(t1: .milliseconds(100))
        #expect(shorter.start().contains(.schedule(.b, after: .milliseconds(6400))))
        var impatient = self.transaction(patience: .seconds(3))
        #expect(impatient.start().contains(.schedule(.b, after: .seconds(3))))
    }

    @Test("Without any response the transaction times out, and what comes later is nobody's")
    func timedOut() {
        var transaction = self.transaction()
        _ = transaction.start()
        #expect(transaction.fired(.b) == [.cancel(.a), .terminate(.timedOut)])
        #expect(transaction.received(self.moved) == [])
        #expect(transaction.fired(.a) == [])
    }

    @Test("The first provisional response stops timers A and B; the transaction then waits without limit")
    func proceeding() {
        var transaction = self.transaction()
        _ = transaction.start()
        #expect(transaction.received(self.trying) == [.cancel(.a), .cancel(.b), .deliver(self.trying)])
        #expect(transaction.fired(.a) == [] && transaction.fired(.b) == [])
        #expect(transaction.received(self.ringing) == [.deliver(self.ringing)])
        #expect(transaction.received(self.ringing) == [.deliver(self.ringing)])
        #expect(transaction.state == .proceeding)
    }

    @Test(
        "A final response of 300 to 699 is acknowledged and delivered, once; its retransmissions are acknowledged again"
    )
    func completed() {
        var transaction = self.transaction()
        _ = transaction.start()
        _ = transaction.received(self.trying)
        #expect(
            transaction.received(self.moved) == [
                .send(self.ack, isRetransmission: false), .deliver(self.moved), .schedule(.d, after: .seconds(32)),
            ])
        #expect(transaction.received(self.moved) == [.send(self.ack, isRetransmission: true)])
        #expect(transaction.received(self.ringing) == [])
        #expect(transaction.fired(.d) == [.terminate(.completed)])
        #expect(transaction.received(self.moved) == [])
    }

    @Test("A final response may be the first; it stops timers A and B")
    func completedAtOnce() {
        var transaction = self.transaction()
        _ = transaction.start()
        #expect(
            transaction.received(self.moved) == [
                .cancel(.a), .cancel(.b), .send(self.ack, isRetransmission: false), .deliver(self.moved),
                .schedule(.d, after: .seconds(32)),
            ])
    }

    @Test("Timer D is at least 32 s over UDP, however short T1 is, and zero over a reliable transport")
    func timerD() {
        for (t1, isReliable, expected) in [(100, false, 32), (1000, false, 64), (500, true, 0)] {
            var transaction = self.transaction(isReliable: isReliable, t1: .milliseconds(t1))
            _ = transaction.start()
            #expect(transaction.received(self.moved).last == .schedule(.d, after: .seconds(expected)))
        }
    }

    @Test("RFC 6026: every 2xx is delivered for 64·T1, and acknowledged by nobody here")
    func accepted2xx() {
        var transaction = self.transaction()
        _ = transaction.start()
        _ = transaction.received(self.ringing)
        #expect(
            transaction.received(self.accepted) == [.deliver(self.accepted), .schedule(.m, after: .seconds(32))])
        #expect(transaction.received(self.accepted) == [.deliver(self.accepted)])
        #expect(transaction.received(self.moved) == [])
        #expect(transaction.fired(.m) == [.terminate(.completed)])
        #expect(transaction.received(self.accepted) == [])
    }

    @Test("A transport that fails ends a call that nobody has answered, and a completed one")
    func transportFailed() {
        var calling = self.transaction()
        _ = calling.start()
        #expect(calling.transportFailed() == [.cancel(.a), .cancel(.b), .terminate(.transportFailed)])
        var completed = self.transaction()
        _ = completed.start()
        _ = completed.received(self.moved)
        #expect(completed.transportFailed() == [.cancel(.d), .terminate(.transportFailed)])
    }

    @Test("While the call rings nothing is being sent that could fail")
    func transportFailedWhileRinging() {
        var transaction = self.transaction()
        _ = transaction.start()
        _ = transaction.received(self.trying)
        #expect(transaction.transportFailed() == [])
        #expect(transaction.state == .proceeding)
    }
}
