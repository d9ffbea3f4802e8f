import DivertTesting
import SIPTransport
import Testing

@Suite("CANCEL (RFC 3261 §9.2)")
struct CancelTests {
    private let invite = SampleRequest()

    @Test("CAN-1: a CANCEL gets 200 with the tag of the INVITE, and the user is told once")
    func cancelled() async throws {
        try await TransactionStage.run { stage in
            await stage.receive(self.invite)
            try await stage.respond(100)
            await stage.receive(self.invite.as("CANCEL"))
            await stage.receive(self.invite.as("CANCEL"))
            let sent = await stage.sender.take()
            #expect(sent.map(\.status) == [100, 200, 200])
            #expect(sent[1].values("To") == ["<sip:bob@example.com>;tag=ours"])
            #expect(sent[1].values("CSeq") == ["1 CANCEL"])
            #expect(await stage.user.told == [.received("INVITE"), .cancelled])
            try await stage.respond(487)
            let refused = await stage.sender.take()
            #expect(refused.map(\.status) == [487])
            #expect(refused[0].values("To") == ["<sip:bob@example.com>;tag=ours"])
            #expect(refused[0].values("CSeq") == ["1 INVITE"])
        }
    }

    @Test("CAN-1, CAN-3: after a final response a CANCEL gets its 200 and has no other effect")
    func tooLate() async throws {
        try await TransactionStage.run { stage in
            await stage.receive(self.invite)
            try await stage.respond(302)
            await stage.receive(self.invite.as("CANCEL"))
            #expect(await stage.statuses() == [302, 200])
            #expect(await stage.user.told == [.received("INVITE")])
        }
    }

    @Test("CAN-1, CAN-4: a CANCEL that matches nothing gets 481, and an INVITE that follows is handled normally")
    func unmatched() async throws {
        try await TransactionStage.run { stage in
            await stage.receive(self.invite.as("CANCEL"))
            #expect(await stage.statuses() == [481])
            #expect(await stage.layer.count == 0)
            await stage.receive(self.invite)
            try await stage.respond(100)
            #expect(await stage.statuses() == [100])
            await stage.receive(self.invite.as("CANCEL").with { $0.branch = "z9hG4bKother" })
            await stage.receive(self.invite.as("CANCEL").with { $0.sentBy = "192.0.2.1:5063" })
            #expect(await stage.statuses() == [481, 481])
            #expect(await stage.user.told == [.received("INVITE")])
        }
    }

    @Test("CAN-1: a CANCEL with the branch of an OPTIONS matches no INVITE")
    func otherMethod() async throws {
        try await TransactionStage.run { stage in
            await stage.receive(self.invite.as("OPTIONS"))
            await stage.receive(self.invite.as("CANCEL"))
            #expect(await stage.statuses() == [481])
        }
    }

    @Test("CAN-2: a CANCEL is not examined for Require, and works at the cap")
    func notExamined() async throws {
        try await TransactionStage.run(capacity: 1) { stage in
            await stage.receive(self.invite)
            await stage.receive(self.invite.as("CANCEL").with { $0.others = ["Require: odd"] })
            #expect(await stage.statuses() == [200])
            #expect(await stage.user.told == [.received("INVITE"), .cancelled])
        }
    }
}
