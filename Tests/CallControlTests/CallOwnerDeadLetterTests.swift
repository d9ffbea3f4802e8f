import CallControl
import CallRouting
import EventDelivery
import EventModel
import Testing

@Suite("Events that were not delivered", .timeLimit(.minutes(1)))
struct CallOwnerDeadLetterTests {
    /// A call that is over, and whose event nobody took.
    private func letter(_ bench: OwnerBench) async throws -> DeadLetter {
        await bench.application { $0.answerNext([403]) }
        let id = try #require(await bench.ring())
        try await bench.attempted(1, id)
        await bench.act { $0.callerCancelled(id) }
        await bench.acknowledge(id)
        return try #require(try await bench.owner.deadLetters(of: "local", limit: 9).first)
    }

    @Test("They are kept with their reason, their attempts and the event itself")
    func kept() async throws {
        let bench = await OwnerBench()
        let letter = try await self.letter(bench)
        #expect(letter.id == "event-1" && letter.subscription == "app" && letter.reason == .refused)
        #expect(letter.attempts.map(\.status) == [403])
        let event = try #require(try EventGridEvent.decode(Array(letter.event.utf8)).first)
        let posted = try #require(await bench.poster.posts.first)
        #expect(try EventGridEvent.decode(posted.body) == [event])
        #expect(try await bench.owner.deadLetters(of: "other", limit: 9).isEmpty)
    }

    @Test("One that is accepted when it is sent again is gone; its id and its body are the same")
    func replayed() async throws {
        let bench = await OwnerBench()
        let letter = try await self.letter(bench)
        await bench.application { $0.answerNext([500]) }
        let failed = await bench.begin { await $0.replay(letter)?.status }
        #expect(await failed.value == 500)
        let again = try #require(try await bench.owner.deadLetter("event-1"))
        #expect(again.attempts.map(\.status) == [403, 500])
        let accepted = await bench.begin { await $0.replay(again)?.status }
        #expect(await accepted.value == 200)
        #expect(try await bench.owner.deadLetter("event-1") == nil)
        #expect(await bench.entries.posted == ["event-1 #0", "event-1 #1", "event-1 #2"])
        #expect(await Set(bench.poster.posts.map(\.body)).count == 1)
    }

    @Test("Without a subscription of its name nothing is sent")
    func nobody() async throws {
        let bench = await OwnerBench()
        let letter = try await self.letter(bench)
        let other = await OwnerBench(table: await bench.store.table, subscriptions: [])
        let replay = await other.begin { await $0.replay(letter) }
        #expect(await replay.value == nil)
        #expect(await other.entries.posted.isEmpty)
    }

    @Test("They are purged by age and count")
    func purged() async throws {
        let bench = await OwnerBench { $0.deadLetterAge = .seconds(50) }
        _ = try await self.letter(bench)
        await bench.pass(.seconds(30))
        #expect(try await bench.owner.deadLetter("event-1") != nil)
        await bench.pass(.seconds(30))
        #expect(try await bench.owner.deadLetter("event-1") == nil)
        let small = await OwnerBench { $0.deadLetterCount = 0 }
        _ = try await self.letter(small)
        await small.pass(.seconds(30))
        #expect(try await small.owner.deadLetter("event-1") == nil)
    }
}
