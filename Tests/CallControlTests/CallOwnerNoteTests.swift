import CallControl
import CallRouting
import EventDelivery
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

    @Test("A delivered event is marked at once (D9); the 204 and the ACK are one more write, and the row has them all")
    func oneCall() async throws {
        let bench = await self.bench()
        let id = try #require(await bench.ring())
        try await bench.attempted(1, id)
        #expect(await self.notes(bench) == 1)
        #expect(await bench.row(id)?.events.map(\.state) == [.delivered])
        #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
        await bench.act { $0.callerAcknowledged(id) }
        await bench.pass(Self.delay - .milliseconds(1))
        #expect(await self.notes(bench) == 1)
        #expect(await bench.owner.liveCount == 1, "until its marks are written only memory knows them")
        await bench.pass(.milliseconds(1))
        #expect(await self.notes(bench) == 2)
        await bench.expectNothingLeft()
        let row = try #require(await bench.row(id))
        #expect(row.final?.acknowledged == true)
        #expect(row.timeline.map(\.name) == [.invite, .trying, .event, .redirect, .final, .accepted, .ack])
    }

    @Test("A call that is decided in the answer to its event is marked once")
    func decidedInAnswer() async throws {
        var subscription = EventSubscription(name: "app", resource: nil, endpoint: "http://127.0.0.1:9090/")
        subscription.replies = true
        let bench = await OwnerBench(subscriptions: [subscription]) { $0.noteDelay = Self.delay }
        await bench.application { $0.answerNext(bodies: [#"{"redirect":{"target":"+14255550111"}}"#]) }
        let id = try #require(await bench.ring())
        try await bench.attempted(1, id)
        await bench.act { $0.callerAcknowledged(id) }
        #expect(await bench.finals.count == 1)
        #expect(await self.notes(bench) == 0)
        await bench.pass(Self.delay)
        #expect(await self.notes(bench) == 1)
        await bench.expectNothingLeft()
        #expect(try #require(await bench.row(id)).events.map(\.state) == [.delivered])
    }

    @Test("The first mark sets the time, for calls that come later, too; the next one sets it anew")
    func severalCalls() async throws {
        let bench = await self.bench()
        var calls: [CallID] = []
        for number in 1...3 {
            let id = try #require(await bench.ring())
            try await bench.attempted(1, id)
            #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
            #expect(await self.notes(bench) == number)
            calls.append(id)
        }
        await bench.act { [calls] in $0.callerAcknowledged(calls[0]) }
        await bench.pass(Self.delay - .milliseconds(1))
        await bench.act { [calls] in $0.callerAcknowledged(calls[1]) }
        #expect(await self.notes(bench) == 3)
        await bench.pass(.milliseconds(1))
        #expect(await self.notes(bench) == 5)
        await bench.act { [calls] in $0.callerAcknowledged(calls[2]) }
        await bench.pass(Self.delay - .milliseconds(1))
        #expect(await self.notes(bench) == 5)
        await bench.pass(.milliseconds(1))
        #expect(await self.notes(bench) == 6)
        await bench.expectNothingLeft()
    }

    @Test("Further marks of a call do not put off the first one's time, also after its events were marked at once")
    func severalMarks() async throws {
        let bench = await self.bench()
        let id = try #require(await bench.ring())
        try await bench.attempted(1, id)
        #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
        await bench.act { $0.sendFailed(id) }
        await bench.pass(Self.delay - .milliseconds(1))
        await bench.act { $0.callerAcknowledged(id) }
        #expect(await self.notes(bench) == 1)
        await bench.pass(.milliseconds(1))
        #expect(await self.notes(bench) == 2)
        await bench.expectNothingLeft()
        let final = try #require(await bench.row(id)?.final)
        #expect(final.sendFailed && final.acknowledged)
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
        let ids = [try #require(await bench.ring()), try #require(await bench.ring())]
        for id in ids {
            try await bench.attempted(1, id)
            #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
        }
        await bench.act { $0.callerAcknowledged(ids[0]) }
        #expect(await self.notes(bench) == 2)
        let drain = await bench.begin { await $0.drain() }
        await drain.value
        #expect(await bench.row(ids[0])?.final?.acknowledged == true)
        await bench.act { $0.callerAcknowledged(ids[1]) }
        #expect(await bench.row(ids[1])?.final?.acknowledged == true)
        #expect(await self.notes(bench) == 4)
        await bench.expectNothingLeft()
    }
}
