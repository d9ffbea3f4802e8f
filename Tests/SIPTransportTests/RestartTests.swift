import DivertTesting
import NIOEmbedded
import SIPCore
import SIPMessage
import SIPTransaction
import SIPTransport
import Testing

@Suite("Transactions taken up after a restart (D8)")
struct RestartTests {
    private let invite = SampleRequest()

    private func recipe(_ arrival: Arrival = .udp()) throws -> ResponseRecipe {
        let stored = try self.invite.recipe(arrival, tag: "stored").bytes
        return try #require(ResponseRecipe(bytes: stored))
    }

    @Test("A ringing call gets its 100 again; a retransmitted INVITE gets it too and is no new call")
    func ringing() async throws {
        try await TransactionStage.run { stage in
            let recipe = try self.recipe()
            await stage.layer.resumeRinging(recipe, provisional: recipe.response(100))
            await stage.receive(self.invite)
            #expect(await stage.statuses() == [100, 100])
            #expect(await stage.user.told == [])
        }
    }

    @Test("A CANCEL matches a call from before the restart, and its 200 has the stored tag")
    func cancel() async throws {
        try await TransactionStage.run { stage in
            let recipe = try self.recipe()
            await stage.layer.resumeRinging(recipe, provisional: recipe.response(100))
            await stage.receive(self.invite.as("CANCEL"))
            let sent = await stage.sender.take()
            #expect(sent.map(\.status) == [100, 200])
            #expect(sent[1].values("To") == ["<sip:bob@example.com>;tag=stored"])
            #expect(await stage.user.told == [.cancelled])
        }
    }

    @Test("The final response of a decided call is sent again until its ACK, timer H counted from the decision")
    func decided() async throws {
        try await TransactionStage.run { stage in
            let recipe = try self.recipe()
            await stage.layer.resumeDecided(
                recipe, final: recipe.response(302), elapsed: .seconds(30), isAcknowledged: false)
            await stage.receive(self.invite)
            await stage.advance(milliseconds: 500)
            #expect(await stage.statuses() == [302, 302, 302])
            await stage.advance(milliseconds: 1_499)
            #expect(await stage.user.told == [])
            await stage.advance(milliseconds: 1)
            #expect(await stage.user.told == [.acknowledgementMissing])
            #expect(await stage.layer.count == 0)
        }
    }

    @Test("The ACK for a response from before the restart stops timer G")
    func acknowledged() async throws {
        try await TransactionStage.run { stage in
            let recipe = try self.recipe()
            await stage.layer.resumeDecided(
                recipe, final: recipe.response(302), elapsed: .seconds(1), isAcknowledged: false)
            await stage.receive(self.invite.as("ACK"))
            await stage.advance(milliseconds: 60_000)
            #expect(await stage.statuses() == [302])
            #expect(await stage.user.told == [.acknowledged])
        }
    }

    @Test("A call whose ACK came before the restart is not told anything; its stragglers are absorbed")
    func acknowledgedBefore() async throws {
        try await TransactionStage.run { stage in
            let recipe = try self.recipe()
            await stage.layer.resumeDecided(
                recipe, final: recipe.response(302), elapsed: .seconds(1), isAcknowledged: true)
            await stage.receive(self.invite)
            await stage.receive(self.invite.as("ACK"))
            #expect(await stage.statuses() == [])
            #expect(await stage.user.told == [])
            await stage.advance(milliseconds: 5_000)
            #expect(await stage.layer.count == 0)
        }
    }

    @Test("A decision older than 64·T1 is not sent; the user is told once, so that nothing waits for it")
    func tooOld() async throws {
        try await TransactionStage.run { stage in
            let recipe = try self.recipe()
            await stage.layer.resumeDecided(
                recipe, final: recipe.response(302), elapsed: .seconds(32), isAcknowledged: false)
            await stage.loop.run()
            #expect(await stage.statuses() == [])
            #expect(await stage.user.told == [.acknowledgementMissing])
            #expect(await stage.layer.count == 0)
        }
    }

    @Test("D7: a call that came over a stream gets its response over a new connection, and a failure is told")
    func stream() async throws {
        try await TransactionStage.run { stage in
            let recipe = try self.recipe(.tcp())
            await stage.layer.resumeRinging(recipe, provisional: recipe.response(100))
            let sent = await stage.sender.take()
            #expect(sent.map(\.connection) == [nil])
            #expect(sent.map(\.destination.address.description) == ["192.0.2.1:5062"])
        }
        try await TransactionStage.run { stage in
            let recipe = try self.recipe(.tcp())
            await stage.sender.loseConnections()
            await stage.layer.resumeDecided(
                recipe, final: recipe.response(302), elapsed: .seconds(1), isAcknowledged: false)
            #expect(await stage.user.told == [.sendFailed])
        }
    }
}
