import CallControl
import CallRouting
import EventDelivery
import NIOEmbedded
import Testing

@Suite("Endpoints that are slow", .timeLimit(.minutes(1)))
struct CallOwnerLaneTests {
    private let subscription = EventSubscription(name: "app", resource: nil, endpoint: "http://slow.example/")

    @Test("64 requests at once; the others wait, and go when there is a place")
    func bounded() async throws {
        let bench = await OwnerBench(subscriptions: [self.subscription])
        await bench.application { $0.becomeSlow() }
        var calls: [CallID] = []
        for _ in 0..<70 { calls.append(try #require(await bench.ring())) }
        await bench.posted(64)
        await bench.loop.run()
        #expect(await bench.entries.posted.count == 64)
        await bench.application { $0.answer() }
        await bench.posted(70)
        for id in calls { await bench.act { $0.callerCancelled(id) } }
        for id in calls { await bench.act { $0.callerAcknowledged(id) } }
        await bench.forgotten()
    }

    @Test("An event whose call ends while it waits in line is not posted, and holds no place")
    func endsInLine() async throws {
        let bench = await OwnerBench(subscriptions: [self.subscription])
        await bench.application { $0.becomeSlow() }
        var calls: [CallID] = []
        for _ in 0..<66 { calls.append(try #require(await bench.ring())) }
        await bench.posted(64)
        let inLine = calls[64]
        await bench.act { $0.callerCancelled(inLine) }
        await bench.act { $0.callerAcknowledged(inLine) }
        #expect(await bench.row(inLine)?.events.first?.failure == .callEnded)
        await bench.application { $0.answer() }
        await bench.posted(65)
        for id in calls where id != inLine { await bench.act { $0.callerCancelled(id) } }
        for id in calls where id != inLine { await bench.act { $0.callerAcknowledged(id) } }
        await bench.forgotten()
        #expect(await bench.entries.posted.count == 65)
    }
}
