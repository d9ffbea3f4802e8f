import CallControl
import CallRouting
import EventDelivery
import EventModel
import NIOEmbedded
import Testing

@Suite("Subscriptions while the server runs", .timeLimit(.minutes(1)))
struct CallOwnerSubscriptionTests {
    private static func made(_ name: String = "made", resource: String = "local") -> EventSubscription {
        var subscription = EventSubscription(name: name, resource: resource, endpoint: "https://app.example/")
        subscription.isGuarded = true
        return subscription
    }

    private func put(
        _ bench: OwnerBench, _ subscription: EventSubscription = made(), asksFirst: Bool = false
    ) async -> CallOwner.SubscriptionOutcome {
        await bench.begin { await $0.put(subscription, asksFirst: asksFirst) }.value
    }

    private func names(_ bench: OwnerBench) async -> [String] {
        await bench.owner.subscriptions(of: "local").map(\.subscription.name)
    }

    @Test("One that is made is on disk, hears of the next call, and is there after a restart")
    func made() async throws {
        let bench = await OwnerBench(subscriptions: [])
        guard case .made(let entry) = await self.put(bench) else {
            Issue.record("not made")
            return
        }
        #expect(entry.state == .valid)
        let id = try await bench.ringing()
        #expect(await bench.poster.posts.map(\.isGuarded) == [true])
        await bench.act { $0.callerCancelled(id) }
        await bench.acknowledge(id)

        let second = await OwnerBench(table: await bench.store.table, subscriptions: [], idSeries: 2)
        let records = await second.store.subscriptions()
        #expect(records.map(\.name) == ["made"])
        await second.act { $0.recover(records) }
        #expect(await self.names(second) == ["made"])
        guard case .replaced = await self.put(second) else {
            Issue.record("not replaced")
            return
        }
    }

    @Test("A full disk refuses it, and nothing changes")
    func refused() async throws {
        let bench = await OwnerBench(subscriptions: [])
        await bench.disk { $0.become(.isFull) }
        #expect(await self.put(bench) == .unavailable)
        #expect(await self.names(bench).isEmpty)
    }

    @Test("One that is removed hears of nothing more; an event that waits for its turn is given up")
    func removed() async throws {
        let bench = await OwnerBench(subscriptions: [])
        _ = await self.put(bench)
        await bench.application { $0.answerNext([500]) }
        let id = try #require(await bench.ring())
        try await bench.attempted(1, id)
        let removal = await bench.begin { await $0.removeSubscription("made", of: "local") }
        #expect(await removal.value == .removed)
        await bench.pass(.seconds(2))
        #expect(await bench.row(id)?.events.first?.failure == .subscriptionRemoved)
        #expect(await bench.entries.posted == ["event-1 #0"])
        await bench.act { $0.callerCancelled(id) }
        await bench.acknowledge(id)
        let again = await bench.begin { await $0.removeSubscription("made", of: "local") }
        #expect(await again.value == .notFound)
        #expect(await bench.store.subscriptions().isEmpty)
    }

    @Test("Those of the configuration and those of another resource are not changed")
    func others() async throws {
        let bench = await OwnerBench()
        #expect(await self.put(bench, Self.made("app")) == .configured)
        let removal = await bench.begin { await $0.removeSubscription("app", of: "local") }
        #expect(await removal.value == .configured)
        _ = await self.put(bench, Self.made("far", resource: "other"))
        #expect(await self.put(bench, Self.made("far")) == .otherResource)
        #expect(await self.names(bench) == ["app"])
    }

    @Test("An endpoint that must agree first is asked; until then calls do not wait for it")
    func asked() async throws {
        let bench = await OwnerBench(subscriptions: [])
        await bench.application { $0.answerNext([404, 404]) }
        _ = await self.put(bench, asksFirst: true)
        await bench.posted(1)
        let question = try #require(await bench.poster.posts.first)
        guard case .subscriptionValidation(let asked)? = try EventGridEvent.decode(question.body).first?.data else {
            Issue.record("no question")
            return
        }
        let id = try #require(await bench.ring())
        #expect(await bench.row(id)?.events.isEmpty == true)
        while await bench.owner.subscriptions(of: "local").first?.reason.isEmpty == true { await bench.loop.run() }
        #expect(await bench.owner.subscriptions(of: "local").first?.state == .pending)
        await bench.pass(.seconds(5))
        await bench.posted(2)
        #expect(await bench.act { $0.confirm("made", code: "guessed") } == false)
        #expect(await bench.act { $0.confirm("made", code: asked.validationCode) })
        #expect(await bench.owner.subscriptions(of: "local").first?.state == .valid)
        #expect(await bench.store.subscriptions().first?.state == .valid)
        // Changing what it wants does not ask again.
        guard case .replaced(let entry) = await self.put(bench, asksFirst: true) else {
            Issue.record("not replaced")
            return
        }
        #expect(entry.state == .valid)
        await bench.act { $0.callerCancelled(id) }
        await bench.acknowledge(id)
    }
}
