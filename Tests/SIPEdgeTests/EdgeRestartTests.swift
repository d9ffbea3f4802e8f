import CallAutomationModel
import CallControl
import CallRouting
import DivertTesting
import NIOEmbedded
import SIPTransport
import Testing

@Suite("Calls over a restart (D8)")
struct EdgeRestartTests {
    private let invite = SampleRequest()

    /// What a process leaves on disk when it dies after `body`.
    private func diskAfter(_ body: (EdgeStage) async throws -> Void) async throws -> EdgeStage.Setting {
        var disk = MemoryCallTable()
        try await EdgeStage.run { stage in
            await stage.receive(self.invite)
            try await body(stage)
            disk = await stage.store.disk
        }
        return EdgeStage.Setting().with {
            $0.disk = disk
            $0.start += 2_000
        }
    }

    @Test("A ringing call gets its 100 again; the retransmitted INVITE is no new call; it can still be redirected")
    func ringing() async throws {
        let setting = try await self.diskAfter { _ in }
        try await EdgeStage.run(setting) { stage in
            #expect(await stage.statuses() == [100])
            await stage.receive(self.invite)
            #expect(await stage.statuses() == [100])
            #expect(await stage.owner.liveCount == 1)
            #expect(await stage.poster.posts.isEmpty, "the application has its event already")
            #expect(await stage.redirect(to: "sip:201@desk.example").isAccepted)
            let sent = await stage.sender.take()
            #expect(sent.map(\.status) == [302])
            #expect(sent.first?.values("To") == [self.invite.to + ";tag=ours"])
            #expect(sent.first?.values("Contact") == ["<sip:201@desk.example>"])
        }
    }

    @Test("A CANCEL matches the call from before the restart")
    func cancelled() async throws {
        let setting = try await self.diskAfter { _ in }
        try await EdgeStage.run(setting) { stage in
            await stage.receive(self.invite.as("CANCEL"))
            #expect(await stage.statuses() == [100, 200, 487])
            #expect(await stage.call()?.state == .cancelled)
        }
    }

    @Test("A merged request is recognised over the restart (UAS-3)")
    func merged() async throws {
        let setting = try await self.diskAfter { _ in }
        try await EdgeStage.run(setting) { stage in
            await stage.receive(self.invite.with { $0.branch = "z9hG4bKotherpath" })
            #expect(await stage.statuses() == [100, 482])
        }
    }

    @Test("The deadline is a time of day: what is left of it runs on")
    func deadline() async throws {
        let setting = try await self.diskAfter { _ in }
        try await EdgeStage.run(setting) { stage in
            await stage.advance(milliseconds: 27_999)
            #expect(await stage.statuses() == [100])
            await stage.advance(milliseconds: 1)
            #expect(await stage.statuses() == [480])
        }
    }

    @Test("The 302 of a decided call is sent again until its ACK, and stops 32 s after the decision")
    func decided() async throws {
        let setting = try await self.diskAfter { stage in
            #expect(await stage.redirect(to: "sip:201@desk.example").isAccepted)
        }
        try await EdgeStage.run(setting) { stage in
            let sent = await stage.sender.take()
            #expect(sent.map(\.status) == [302])
            #expect(sent.first?.values("Contact") == ["<sip:201@desk.example>"])
            await stage.advance(milliseconds: 29_999)
            #expect(await stage.owner.liveCount == 1)
            await stage.advance(milliseconds: 1)
            #expect(await stage.owner.liveCount == 0)
            #expect(await stage.transactions.count == 0)
        }
    }

    @Test("The ACK that comes after the restart ends the call")
    func acknowledged() async throws {
        let setting = try await self.diskAfter { stage in
            #expect(await stage.decide(.reject(.busy)).isAccepted)
        }
        try await EdgeStage.run(setting) { stage in
            await stage.receive(self.invite.as("ACK"))
            await stage.advance(milliseconds: 10_000)
            #expect(await stage.statuses() == [486])
            #expect(await stage.owner.liveCount == 0)
            #expect(await stage.call()?.final?.acknowledged == true)
        }
    }

    @Test("After the restart a straggling INVITE of an acknowledged call is absorbed, and is no new call")
    func straggler() async throws {
        let setting = try await self.diskAfter { stage in
            #expect(await stage.decide(.reject(.busy)).isAccepted)
            await stage.receive(self.invite.as("ACK"))
        }
        try await EdgeStage.run(setting) { stage in
            _ = await stage.statuses()
            await stage.receive(self.invite)
            #expect(await stage.statuses().filter { $0 != 486 } == [])
            #expect(await stage.owner.liveCount == 0)
            #expect(await stage.poster.posts.isEmpty)
            await stage.advance(milliseconds: 5_000)
            #expect(await stage.transactions.count == 0)
        }
    }

    @Test("D9: the row was written and the 100 not: the restart sends it, and the event leaves")
    func unannounced() async throws {
        var disk = MemoryCallTable()
        try await EdgeStage.run { stage in
            await stage.receive(self.invite)
            let call = try #require(await stage.call())
            var pending = call
            pending.events = call.events.map { EventRecord(id: $0.id, subscription: $0.subscription) }
            let isStored = disk.apply(.ring(pending))
            #expect(isStored)
        }
        try await EdgeStage.run(EdgeStage.Setting().with { $0.disk = disk }) { stage in
            await stage.loop.run()
            #expect(await stage.statuses() == [100])
            #expect(await stage.poster.posts.count == 1)
        }
    }
}
