import DivertTesting
import NIOEmbedded
import SIPCore
import SIPTransaction
import SIPTransport
import Testing

@Suite("INVITE transactions on a loop")
struct InviteTransactionTests {
    private let invite = SampleRequest()

    @Test("TX-3: a retransmitted INVITE reaches the user once and gets the most recent provisional")
    func retransmission() async throws {
        try await TransactionStage.run { stage in
            await stage.receive(self.invite)
            await stage.receive(self.invite)
            #expect(await stage.statuses() == [])
            try await stage.respond(100)
            await stage.receive(self.invite)
            try await stage.respond(180)
            await stage.receive(self.invite)
            await stage.receive(self.invite)
            #expect(await stage.statuses() == [100, 100, 180, 180, 180])
            #expect(await stage.user.told == [.received("INVITE")])
            #expect(await stage.layer.count == 1)
        }
    }

    @Test("TX-4: timer G sends the final response again at T1, doubled up to T2, until timer H reports the missing ACK")
    func timersGAndH() async throws {
        try await TransactionStage.run { stage in
            await stage.receive(self.invite)
            try await stage.respond(302)
            #expect(await stage.statuses() == [302])
            var elapsed: Int64 = 0
            for moment in [500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500] as [Int64] {
                await stage.advance(milliseconds: moment - elapsed - 1)
                #expect(await stage.statuses() == [], "before \(moment) ms")
                await stage.advance(milliseconds: 1)
                #expect(await stage.statuses() == [302], "at \(moment) ms")
                elapsed = moment
            }
            await stage.advance(milliseconds: 499)
            #expect(await stage.user.told == [.received("INVITE")])
            await stage.advance(milliseconds: 1)
            #expect(await stage.user.told == [.received("INVITE"), .acknowledgementMissing])
            #expect(await stage.layer.count == 0)
            await stage.advance(milliseconds: 60_000)
            #expect(await stage.statuses() == [])
        }
    }

    @Test("TX-4: the ACK stops timer G; further ACKs are absorbed for T4; then the transaction is gone")
    func acknowledged() async throws {
        try await TransactionStage.run { stage in
            await stage.receive(self.invite)
            try await stage.respond(480)
            let ack = self.invite.as("ACK").with { $0.to += ";tag=ours" }
            await stage.receive(ack)
            await stage.receive(ack)
            await stage.receive(self.invite)
            await stage.advance(milliseconds: 4_999)
            #expect(await stage.statuses() == [480])
            #expect(await stage.user.told == [.received("INVITE"), .acknowledged])
            #expect(await stage.layer.count == 1)
            await stage.advance(milliseconds: 1)
            #expect(await stage.layer.count == 0)
            await stage.receive(ack)
            #expect(await stage.user.told == [.received("INVITE"), .acknowledged])
        }
    }

    @Test("TX-4: over a stream nothing is retransmitted, and the ACK ends the transaction at once")
    func reliable() async throws {
        try await TransactionStage.run { stage in
            #expect(await stage.receive(self.invite, over: 1))
            try await stage.respond(302)
            await stage.advance(milliseconds: 31_000)
            #expect(await stage.statuses() == [302])
            #expect(await stage.receive(self.invite.as("ACK"), over: 1))
            await stage.loop.run()
            #expect(await stage.user.told == [.received("INVITE"), .acknowledged])
            #expect(await stage.layer.count == 0)
        }
    }

    @Test("TX-8: whoever responds second changes nothing")
    func oneFinalResponse() async throws {
        try await TransactionStage.run { stage in
            await stage.receive(self.invite)
            try await stage.respond(302)
            try await stage.respond(487)
            await stage.receive(self.invite)
            #expect(await stage.statuses() == [302, 302])
        }
    }

    @Test("RED-10: after the final response the same call with a new branch is a new transaction")
    func newBranch() async throws {
        try await TransactionStage.run { stage in
            await stage.receive(self.invite)
            try await stage.respond(302)
            await stage.receive(self.invite.with { $0.branch = "z9hG4bKother" })
            #expect(await stage.user.told == [.received("INVITE"), .received("INVITE")])
        }
    }

    @Test(
        "TRN-3: a datagram's response goes to the source port when rport asks for it; trusted peers' maddr is honoured")
    func destination() async throws {
        try await TransactionStage.run { stage in
            await stage.receive(self.invite)
            try await stage.respond(100)
            await stage.receive(
                self.invite.with { $0.sentBy = "192.0.2.7:5062;maddr=203.0.113.5" }, from: "192.0.2.7")
            try await stage.respond(100)
            await stage.receive(self.invite.with { $0.sentBy = "192.0.2.1:5099;maddr=203.0.113.5" })
            try await stage.respond(100)
            let addresses = await stage.sender.take().map(\.destination.address.description)
            #expect(addresses == ["192.0.2.1:40000", "203.0.113.5:5062", "192.0.2.1:40000"])
        }
    }

    @Test("A retransmission over another connection is answered there, and so is what follows (TRN-3)")
    func anotherConnection() async throws {
        try await TransactionStage.run { stage in
            #expect(await stage.receive(self.invite, over: 1))
            try await stage.respond(100)
            #expect(await stage.receive(self.invite, over: 2))
            try await stage.respond(302)
            #expect(await stage.sender.take().map(\.connection) == [1, 2, 2].map { ConnectionID($0) })
        }
    }

    @Test("D7: when no connection can be had for the final response, the user is told; a lost 100 is nobody's business")
    func sendFailed() async throws {
        try await TransactionStage.run { stage in
            #expect(await stage.receive(self.invite, over: 1))
            await stage.sender.loseConnections()
            try await stage.respond(100)
            #expect(await stage.user.told == [.received("INVITE")])
            try await stage.respond(302)
            #expect(await stage.user.told == [.received("INVITE"), .sendFailed])
        }
    }

    @Test("TRN-9: over UDP a retransmission that fails is not reported: the next one follows")
    func datagramFailure() async throws {
        try await TransactionStage.run { stage in
            await stage.receive(self.invite)
            try await stage.respond(302)
            await stage.sender.loseConnections()
            await stage.advance(milliseconds: 10_000)
            #expect(await stage.user.told == [.received("INVITE")])
            #expect(await stage.layer.count == 1)
        }
    }
}
