import CallControl
import CallRouting
import EventDelivery
import Testing

@Suite("Calls whose application cannot be told", .timeLimit(.minutes(1)))
struct CallOwnerUndeliveredTests {
    /// A call whose only event failed for good.
    private func undelivered(_ policy: UndeliveredPolicy) async throws -> (OwnerBench, CallID) {
        let bench = await OwnerBench { $0.onUndelivered = policy }
        await bench.application { $0.answerNext([403]) }
        let id = try #require(await bench.ring())
        try await bench.attempted(1, id)
        return (bench, id)
    }

    @Test("They ring on where that is the policy, and can be decided")
    func wait() async throws {
        let (bench, id) = try await self.undelivered(.wait)
        #expect(await bench.finals.isEmpty)
        #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
        await bench.acknowledge(id)
    }

    @Test("They get 503, without waiting for the deadline; the record says why, and comes back from disk")
    func decline() async throws {
        let (bench, id) = try await self.undelivered(.decline)
        #expect(await bench.finals == [.decline(status: 503)])
        await bench.acknowledge(id)
        let row = try #require(await bench.row(id))
        #expect(row.state == .rejected)
        #expect(row.decision?.kind == .undelivered && row.decision?.by == .policy)
        #expect(row.events.first?.failure == .refused)
        #expect(await bench.decide(bench.redirect(id)) == .notRinging)
    }

    @Test("They go to the target, or get 503 where it cannot be had")
    func redirect() async throws {
        let (bench, id) = try await self.undelivered(.redirect(target: "+14255550111"))
        #expect(await bench.finals == [.toA])
        await bench.acknowledge(id)
        #expect(await bench.row(id)?.decision?.by == .policy)
        let (other, otherID) = try await self.undelivered(.redirect(target: "8:acs:nobody"))
        #expect(await other.finals == [.decline(status: 503)])
        await other.acknowledge(otherID)
    }

    @Test("While one subscriber may still accept, they ring")
    func oneOfTwo() async throws {
        let subscriptions = ["a", "b"].map {
            EventSubscription(name: $0, resource: nil, endpoint: "http://\($0).example/", maxDeliveryAttempts: 2)
        }
        let bench = await OwnerBench(subscriptions: subscriptions) { $0.onUndelivered = .decline }
        await bench.application { $0.answerNext([403, 500, 403]) }
        let id = try #require(await bench.ring())
        try await bench.attempted(1, id)
        try await bench.attempted(1, id, event: 1)
        #expect(await bench.finals.isEmpty)
        await bench.pass(.seconds(2))
        try await bench.attempted(2, id, event: 1)
        #expect(await bench.finals == [.decline(status: 503)])
        await bench.acknowledge(id)
    }

    @Test("A wait that goes beyond the deadline is no attempt that is due")
    func longWait() async throws {
        let bench = await OwnerBench { $0.onUndelivered = .decline }
        await bench.application {
            $0.answerNext([503])
            $0.askToWait([.seconds(31)])
        }
        let id = try #require(await bench.ring())
        try await bench.attempted(1, id)
        #expect(await bench.finals == [.decline(status: 503)])
        await bench.acknowledge(id)
        #expect(await bench.row(id)?.events.first?.failure == .timeOver)
    }

    @Test("Nobody is subscribed: they ring, whatever the policy, and their story says so")
    func nobody() async throws {
        let bench = await OwnerBench(subscriptions: []) { $0.onUndelivered = .decline }
        let id = try #require(await bench.ring())
        #expect(await bench.finals.isEmpty)
        #expect(await bench.row(id)?.timeline.map(\.name).contains(.noSubscriber) == true)
        await bench.act { $0.callerCancelled(id) }
        await bench.acknowledge(id)
    }
}
