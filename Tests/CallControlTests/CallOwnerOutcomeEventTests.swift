import CallControl
import CallRouting
import DivertTesting
import EventDelivery
import EventModel
import Testing

@Suite("Events about the end of a call", .timeLimit(.minutes(1)))
struct CallOwnerOutcomeEventTests {
    private func bench(_ table: MemoryCallTable = MemoryCallTable()) async -> OwnerBench {
        var subscription = EventSubscription(name: "outcomes", resource: nil, endpoint: "http://127.0.0.1:9090/")
        subscription.kinds = Set(EventRecord.Kind.allCases).subtracting([.incomingCall])
        return await OwnerBench(table: table, subscriptions: [subscription])
    }

    /// The event of a POST.
    private func event(_ bench: OwnerBench, _ number: Int = 0) async throws -> EventGridEvent {
        let post = try #require(await bench.poster.posts.dropFirst(number).first)
        return try #require(try EventGridEvent.decode(post.body).first)
    }

    @Test("A decision is told after it is on disk, in the same commit as its event")
    func redirected() async throws {
        let bench = await self.bench()
        let id = try #require(await bench.ring())
        #expect(await bench.entries.posted.isEmpty)
        #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
        await bench.posted(1)
        await bench.acknowledge(id)
        await bench.forgotten()
        #expect(try await self.event(bench).eventType == "Divert.CallRedirected")
        let decided = try #require(await bench.store.writes.first { $0.name == .decide })
        guard case .decide(let record, _) = decided else { return }
        #expect(record.events.map(\.kind) == [.callRedirected])
        #expect(await bench.row(id)?.events.map(\.state) == [.delivered])
    }

    @Test("So is every other end")
    func others() async throws {
        let bench = await self.bench()
        let rejected = try #require(await bench.ring())
        #expect(await bench.decide(bench.reject(rejected)) == .accepted(rejected))
        let cancelled = try #require(await bench.ring())
        await bench.act { $0.callerCancelled(cancelled) }
        let expired = try #require(await bench.ring())
        await bench.pass(.seconds(30))
        await bench.posted(3)
        var types: [String] = []
        for number in 0..<3 { types.append(try await self.event(bench, number).eventType) }
        #expect(types == ["Divert.CallRejected", "Divert.CallCancelled", "Divert.CallExpired"])
        for id in [rejected, cancelled, expired] { await bench.act { $0.callerAcknowledged(id) } }
        await bench.forgotten()
    }

    @Test("A failure is repeated although the call is over, and keeps it in memory no longer than that")
    func retried() async throws {
        let bench = await self.bench()
        await bench.application { $0.answerNext([500]) }
        let id = try #require(await bench.ring())
        #expect(await bench.decide(bench.reject(id)) == .accepted(id))
        try await bench.attempted(1, id)
        await bench.act { $0.callerAcknowledged(id) }
        #expect(await bench.owner.liveCount == 1)
        await bench.pass(.seconds(2))
        await bench.forgotten()
        #expect(await bench.entries.posted == ["event-1 #0", "event-1 #1"])
    }

    @Test("A caller who leaves while the row is written: the end is told once the row is there, or never")
    func beforeTheRow() async throws {
        for isStored in [true, false] {
            let bench = await self.bench()
            await bench.disk { $0.become(.hangs) }
            let id = try #require(await bench.ring())
            await bench.act { $0.callerCancelled(id) }
            await bench.act { $0.callerAcknowledged(id) }
            #expect(await bench.entries.posted.isEmpty)
            if !isStored { await bench.disk { $0.refuse() } }
            await bench.disk { $0.heal() }
            if isStored { await bench.posted(1) }
            await bench.forgotten()
            #expect(await bench.entries.posted.count == (isStored ? 1 : 0))
        }
    }

    @Test("A call whose time was over when the server came back is told once the server can take answers")
    func endedWhileDown() async throws {
        var table = MemoryCallTable()
        let isApplied = table.apply(.ring(SampleCalls.ringing(9, after: .seconds(-60))))
        #expect(isApplied)
        let bench = await self.bench(table)
        let recovery = await bench.store.recovery(now: OwnerBench.start)
        await bench.act { owner in owner.recover(recovery) { _ in nil } }
        #expect(await bench.entries.posted.isEmpty)
        await bench.act { $0.announceRecovered() }
        await bench.posted(1)
        await bench.forgotten()
        #expect(try await self.event(bench).eventType == "Divert.CallExpired")
    }

    @Test("After a restart what was not told is told, once the server can take answers")
    func restarted() async throws {
        let first = await self.bench()
        await first.application { $0.becomeSlow() }
        let id = try #require(await first.ring())
        #expect(await first.decide(first.reject(id)) == .accepted(id))
        await first.posted(1)
        let second = await self.bench(await first.store.table)
        let recovery = await second.store.recovery(now: OwnerBench.start)
        #expect(recovery.calls.map(\.id) == [id])
        await second.act { owner in owner.recover(recovery) { _ in nil } }
        #expect(await second.entries.posted.isEmpty)
        await second.act { $0.announceRecovered() }
        await second.posted(1)
        #expect(await second.entries.posted == ["event-1 #0"])
        await second.forgotten()
        #expect(await second.row(id)?.events.map(\.state) == [.delivered])
    }
}
