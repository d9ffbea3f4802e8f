import CallControl
import CallRouting
import Testing

@Suite("SIGTERM", .timeLimit(.minutes(1)))
struct CallOwnerDrainTests {
    @Test("Without calls there is nothing to wait for")
    func idle() async {
        let bench = await OwnerBench()
        await bench.begin { await $0.drain() }.value
    }

    @Test("Simulated calls end at once")
    func simulated() async throws {
        let bench = await OwnerBench()
        let id = try await bench.simulate()
        await bench.settled()
        await bench.begin { await $0.drain() }.value
        let row = try #require(await bench.row(id))
        #expect(row.state == .failed)
        #expect(row.decision?.kind == .shutdown)
        #expect(row.final?.status == 503)
        await bench.expectNothingLeft()
    }

    @Test("A ringing call can still be decided while draining, which ends the drain")
    func decided() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        let drained = await bench.begin { await $0.drain() }
        await bench.pass(.seconds(9))
        #expect(await bench.finals == [])
        #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
        await drained.value
        #expect(await bench.finals == [.toA])
        await bench.acknowledge(id)
    }

    @Test("A ringing call that nobody decides ends with 503 and Retry-After when the drain time is over")
    func undecided() async throws {
        let bench = await OwnerBench { $0.drain = .seconds(4) }
        let id = try await bench.ringing()
        let drained = await bench.begin { await $0.drain() }
        await bench.pass(.milliseconds(3999))
        #expect(await bench.finals == [])
        await bench.pass(.milliseconds(1))
        #expect(await bench.finals == [.decline(status: 503, retryAfterSeconds: 5)])
        await drained.value
        #expect(await bench.row(id)?.decision?.kind == .shutdown)
        await bench.acknowledge(id)
    }

    @Test("A slow disk is waited for: the drain ends when the outcome is written, ACK or not")
    func slowDisk() async throws {
        let bench = await OwnerBench { $0.drain = .seconds(4) }
        let id = try await bench.ringing()
        await bench.disk { $0.become(.hangs) }
        let drained = await bench.begin { await $0.drain() }
        await bench.pass(.seconds(4))
        await bench.pass(.milliseconds(200))
        #expect(await bench.finals == [.decline(status: 503, retryAfterSeconds: 5)])
        await bench.disk { $0.heal() }
        await drained.value
        #expect(await bench.row(id)?.state == .failed)
        await bench.acknowledge(id)
    }

    @Test("A disk that never answers does not hold the process longer than 2 s")
    func hungDisk() async throws {
        let bench = await OwnerBench { $0.drain = .seconds(4) }
        try await bench.ringing()
        await bench.disk { $0.become(.hangs) }
        let drained = await bench.begin { await $0.drain() }
        await bench.pass(.seconds(4))
        await bench.pass(.seconds(2))
        await drained.value
        #expect(await bench.finals == [.decline(status: 503, retryAfterSeconds: 5)])
    }

    @Test("A shutdown during the commit: the decision stands once committed, else 503 (D4)", arguments: [true, false])
    func duringCommit(isCommitted: Bool) async throws {
        let bench = await OwnerBench { $0.drain = .seconds(1) }
        let id = try await bench.ringing()
        await bench.disk { $0.become(.hangs) }
        await bench.send("redirect", bench.redirect(id))
        let drained = await bench.begin { await $0.drain() }
        await bench.pass(.seconds(1))
        #expect(await bench.finals == [])
        if !isCommitted { await bench.disk { $0.refuse() } }
        await bench.disk { $0.heal() }
        await drained.value
        #expect(await bench.finals == [isCommitted ? .toA : .decline(status: 503, retryAfterSeconds: 5)])
        #expect(await bench.answer(to: "redirect") == (isCommitted ? .accepted(id) : .unavailable))
        await bench.acknowledge(id)
    }

    @Test("An event that failed is posted again while draining: somebody may still decide the call")
    func eventWhileDraining() async throws {
        let bench = await OwnerBench()
        await bench.application { $0.answerNext([500]) }
        let id = try #require(await bench.ring())
        let drained = await bench.begin { await $0.drain() }
        try await bench.attempted(1, id)
        await bench.pass(.seconds(2))
        #expect(await bench.posted(2) == ["event-1 #0", "event-1 #1"])
        #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
        await drained.value
    }
}
