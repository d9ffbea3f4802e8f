import CallControl
import CallRouting
import Testing

@Suite("Marks that may be lost are written together", .timeLimit(.minutes(1)))
struct CallOwnerNoteTests {
    private static let delay = Duration.milliseconds(25)

    private func bench() async -> OwnerBench {
        await OwnerBench { $0.noteDelay = Self.delay }
    }

    private func notes(_ bench: OwnerBench) async -> Int {
        await bench.entries.count { $0 == .submitted(.note) }
    }

    @Test("A call's delivered event, its 204 and its ACK are one write, and the row has them all")
    func oneCall() async throws {
        let bench = await self.bench()
        let id = try #require(await bench.ring())
        try await bench.attempted(1, id)
        #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
        await bench.act { $0.callerAcknowledged(id) }
        await bench.pass(Self.delay - .milliseconds(1))
        #expect(await self.notes(bench) == 0)
        #expect(await bench.owner.liveCount == 1, "until its marks are written only memory knows them")
        await bench.pass(.milliseconds(1))
        #expect(await self.notes(bench) == 1)
        await bench.expectNothingLeft()
        let row = try #require(await bench.row(id))
        #expect(row.events.map(\.state) == [.delivered])
        #expect(row.final?.acknowledged == true)
        #expect(row.timeline.map(\.name) == [.invite, .trying, .event, .redirect, .final, .accepted, .ack])
    }

    @Test("The first mark sets the time, for calls that come later, too; the next one sets it anew")
    func severalCalls() async throws {
        let bench = await self.bench()
        let first = try #require(await bench.ring())
        try await bench.attempted(1, first)
        await bench.pass(Self.delay - .milliseconds(1))
        let second = try #require(await bench.ring())
        try await bench.attempted(1, second)
        await bench.pass(.milliseconds(1))
        #expect(await self.notes(bench) == 2)
        await bench.act { $0.callerCancelled(first) }
        await bench.act { $0.callerAcknowledged(first) }
        await bench.pass(Self.delay - .milliseconds(1))
        #expect(await self.notes(bench) == 2)
        await bench.pass(.milliseconds(1))
        #expect(await self.notes(bench) == 3)
        await bench.act { $0.callerCancelled(second) }
        await bench.act { $0.callerAcknowledged(second) }
        await bench.pass(Self.delay)
        await bench.expectNothingLeft()
    }

    @Test("Marks of a call whose decision is being committed wait for the commit, however long it takes")
    func duringCommit() async throws {
        let bench = await self.bench()
        await bench.application { $0.becomeSlow() }
        let id = try #require(await bench.ring())
        await bench.posted(1)
        await bench.disk { $0.become(.hangs) }
        await bench.send("redirect", bench.redirect(id))
        await bench.application { $0.answer() }
        try await bench.attempted(1, id)
        await bench.pass(Self.delay + Self.delay)
        #expect(await self.notes(bench) == 0)
        await bench.disk { $0.heal() }
        #expect(await bench.answer(to: "redirect") == .accepted(id))
        await bench.act { $0.callerAcknowledged(id) }
        await bench.pass(Self.delay)
        await bench.expectNothingLeft()
        #expect(await bench.row(id)?.timeline.map(\.name).contains(.redirect) == true)
        #expect(await bench.row(id)?.events.map(\.state) == [.delivered])
    }

    @Test("A server that stops does not wait: what is marked is written before it ends")
    func draining() async throws {
        let bench = await self.bench()
        let id = try #require(await bench.ring())
        try await bench.attempted(1, id)
        #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
        #expect(await self.notes(bench) == 0)
        let drain = await bench.begin { await $0.drain() }
        await drain.value
        #expect(await self.notes(bench) == 1)
        #expect(await bench.row(id)?.events.map(\.state) == [.delivered])
        // Without waiting for it.
        await bench.act { $0.callerAcknowledged(id) }
        #expect(await bench.row(id)?.final?.acknowledged == true)
        await bench.expectNothingLeft()
    }
}
