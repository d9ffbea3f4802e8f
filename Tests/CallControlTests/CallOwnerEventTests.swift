import CallControl
import CallRouting
import EventDelivery
import Testing

@Suite("Events of a call", .timeLimit(.minutes(1)))
struct CallOwnerEventTests {
    private func subscription(attempts: Int, timeToLive: Duration = .seconds(60)) -> [EventSubscription] {
        [
            EventSubscription(
                name: "app", resource: nil, endpoint: "http://127.0.0.1:9090/", maxDeliveryAttempts: attempts,
                timeToLive: timeToLive)
        ]
    }

    @Test(
        "A failed event is posted again after 2 s, then after 5 s, with the same id, while the call rings",
        arguments: [
            nil, 404, 500, 302,
        ] as [Int?])
    func retried(status: Int?) async throws {
        let bench = await OwnerBench(subscriptions: self.subscription(attempts: 3))
        await bench.application { $0.answerNext([status, status]) }
        let id = try #require(await bench.ring())
        try await bench.attempted(1, id)
        await bench.pass(.milliseconds(1999))
        #expect(await bench.entries.posted == ["event-1 #0"])
        await bench.pass(.milliseconds(1))
        #expect(await bench.posted(2) == ["event-1 #0", "event-1 #1"])
        try await bench.attempted(2, id)
        await bench.pass(.seconds(5))
        await bench.settled()
        #expect(await bench.entries.posted == ["event-1 #0", "event-1 #1", "event-1 #2"])
        let event = try #require(await bench.row(id)?.events.first)
        #expect(event.state == .delivered)
        #expect(event.attempts.map(\.status) == [status, status, 200])
        await bench.act { $0.callerCancelled(id) }
        await bench.acknowledge(id)
    }

    @Test("The body and the endpoint stay the same on each attempt")
    func sameBody() async throws {
        let bench = await OwnerBench(subscriptions: self.subscription(attempts: 2))
        await bench.application { $0.answerNext([500]) }
        let id = try #require(await bench.ring())
        try await bench.attempted(1, id)
        await bench.pass(.seconds(2))
        await bench.settled()
        let posts = await bench.poster.posts
        #expect(posts.count == 2)
        #expect(posts.first?.body == posts.last?.body)
        #expect(posts.first?.endpoint == posts.last?.endpoint)
        await bench.act { $0.callerCancelled(id) }
        await bench.acknowledge(id)
    }

    @Test("Attempts are bounded; the call rings on without its event")
    func bounded() async throws {
        let bench = await OwnerBench(subscriptions: self.subscription(attempts: 2))
        await bench.application { $0.answerNext([500, 500]) }
        let id = try #require(await bench.ring())
        try await bench.attempted(1, id)
        await bench.pass(.seconds(2))
        await bench.settled()
        await bench.pass(.seconds(20))
        #expect(await bench.entries.posted == ["event-1 #0", "event-1 #1"])
        #expect(await bench.row(id)?.events.first?.state == .failed)
        #expect(await bench.row(id)?.events.first?.failure == .attemptsUsedUp)
        #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
        await bench.acknowledge(id)
    }

    @Test("A call that left ringing has no further attempts")
    func notAfterRinging() async throws {
        let bench = await OwnerBench(subscriptions: self.subscription(attempts: 30))
        await bench.application { $0.answerNext([500]) }
        let id = try #require(await bench.ring())
        try await bench.attempted(1, id)
        #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
        #expect(await bench.row(id)?.events.first?.failure == .callEnded)
        await bench.acknowledge(id)
        await bench.pass(.seconds(30))
        #expect(await bench.entries.posted == ["event-1 #0"])
        #expect(await bench.row(id)?.events.first?.state == .failed)
    }

    @Test("An attempt that fails after the call left ringing is the last one")
    func failsAfterRinging() async throws {
        let bench = await OwnerBench(subscriptions: self.subscription(attempts: 30))
        await bench.application { $0.becomeSlow() }
        await bench.application { $0.answerNext([nil]) }
        let id = try #require(await bench.ring())
        #expect(await bench.posted(1) == ["event-1 #0"])
        await bench.act { $0.callerCancelled(id) }
        await bench.act { $0.callerAcknowledged(id) }
        #expect(await bench.owner.liveCount == 1)
        await bench.application { $0.answer() }
        await bench.settled(2)
        await bench.expectNothingLeft()
        await bench.pass(.seconds(30))
        #expect(await bench.entries.posted == ["event-1 #0"])
        #expect(await bench.row(id)?.events.first?.state == .failed)
    }

    @Test("No attempt begins after the event's time to live")
    func timeToLive() async throws {
        let bench = await OwnerBench(subscriptions: self.subscription(attempts: 30, timeToLive: .seconds(4)))
        await bench.application { $0.answerNext(Array(repeating: 503, count: 30)) }
        let id = try #require(await bench.ring())
        try await bench.attempted(1, id)
        await bench.pass(.seconds(2))
        try await bench.attempted(2, id)
        await bench.settled()
        await bench.pass(.seconds(20))
        #expect(await bench.entries.posted == ["event-1 #0", "event-1 #1"])
        #expect(await bench.row(id)?.events.first?.failure == .timeOver)
        await bench.act { $0.callerCancelled(id) }
        await bench.acknowledge(id)
    }
}
