import CallControl
import CallRouting
import Testing

@Suite("Repeated requests (row 6)", .timeLimit(.minutes(1)))
struct CallOwnerRepeatabilityTests {
    private func decides(_ bench: OwnerBench) async -> Int {
        await bench.store.writes.count { if case .decide = $0 { true } else { false } }
    }

    @Test("The same redirect under different ids is accepted both times; the caller hears one 302 (row 10)")
    func differentIDs() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        #expect(await bench.decide(bench.redirect(id, id: "a")) == .accepted(id))
        #expect(await bench.decide(bench.redirect(id, id: "b")) == .accepted(id))
        #expect(await bench.finals == [.toA])
        await bench.acknowledge(id)
        // Each 204 is on disk under its id.
        for name in ["a", "b"] {
            #expect(await bench.store.table.repeatability(.init(scope: "local", requestID: name))?.callID == id)
        }
    }

    @Test("One id, sent twice at once, is carried out once and answered twice")
    func concurrently() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        await bench.disk { $0.become(.hangs) }
        await bench.send("one", bench.redirect(id, id: "a"))
        await bench.send("two", bench.redirect(id, id: "a"))
        await bench.disk { $0.heal() }
        #expect(await bench.answer(to: "one") == .accepted(id))
        #expect(await bench.answer(to: "two") == .accepted(id))
        #expect(await self.decides(bench) == 1)
        #expect(await bench.finals == [.toA])
        await bench.acknowledge(id)
        #expect(await bench.decide(bench.redirect(id, id: "a")) == .accepted(id))
    }

    @Test("One id, sent twice at once, is carried out by the second when the first fails")
    func secondCarriesOut() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        await bench.disk { $0.become(.hangs) }
        await bench.send("one", bench.redirect(id, id: "a"))
        await bench.send("two", bench.redirect(id, id: "a"))
        await bench.disk { $0.refuse() }
        await bench.disk { $0.heal() }
        #expect(await bench.answer(to: "one") == .unavailable)
        #expect(await bench.answer(to: "two") == .accepted(id))
        #expect(await bench.finals == [.toA])
        await bench.acknowledge(id)
    }

    @Test("An id with another body or another First-Sent is a mismatch, while it runs, when done, and later")
    func mismatch() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        let others = [bench.redirect(id, id: "a", body: 9), bench.redirect(id, id: "a", firstSent: 1)]
        await bench.disk { $0.become(.hangs) }
        await bench.send("first", bench.redirect(id, id: "a"))
        for other in others { #expect(await bench.decide(other) == .repeatabilityMismatch) }
        await bench.disk { $0.heal() }
        for other in others { #expect(await bench.decide(other) == .repeatabilityMismatch) }
        await bench.acknowledge(id)
        for other in others { #expect(await bench.decide(other) == .repeatabilityMismatch) }
        let key = RepeatabilityRecord.Key(scope: "local", requestID: "a")
        let finding = await bench.owner.repeatabilityFinding(key, fingerprint: [9], firstSent: 1_760_000_000)
        #expect(finding == .mismatch)
    }

    @Test(
        "A repetition under an id of its own is answered when that is on disk, and its copies with it",
        arguments: [
            true, false,
        ])
    func remembered(isLive: Bool) async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
        if !isLive { await bench.acknowledge(id) }
        await bench.disk { $0.become(.hangs) }
        await bench.send("b", bench.redirect(id, id: "b"))
        await bench.send("copy", bench.redirect(id, id: "b"))
        #expect(await bench.isWaiting("b"))
        #expect(await bench.isWaiting("copy"))
        await bench.disk { $0.heal() }
        #expect(await bench.answer(to: "b") == .accepted(id))
        #expect(await bench.answer(to: "copy") == .accepted(id))
        #expect(await bench.store.writes.count { if case .remember = $0 { true } else { false } } == 1)
        if isLive { await bench.acknowledge(id) }
        await bench.expectNothingLeft()
    }

    @Test("A repetition that cannot be written gets 503, and may come again", arguments: [true, false])
    func notRemembered(isLive: Bool) async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
        if !isLive { await bench.acknowledge(id) }
        await bench.disk { $0.become(.isFull) }
        #expect(await bench.decide(bench.redirect(id, id: "b")) == .unavailable)
        await bench.disk { $0.heal() }
        #expect(await bench.decide(bench.redirect(id, id: "b")) == .accepted(id))
        if isLive { await bench.acknowledge(id) }
        await bench.expectNothingLeft()
    }

    @Test("More ids than one may have are refused before they decide anything; ids that are known are answered")
    func throttled() async throws {
        let bench = await OwnerBench { $0.repeatableRequests = 1 }
        let id = try await bench.ringing()
        let other = try await bench.ringing()
        #expect(await bench.decide(bench.redirect(id, id: "a")) == .accepted(id))
        #expect(await bench.decide(bench.redirect(other, id: "b")) == .throttled)
        #expect(await bench.decide(bench.redirect(id, id: "b")) == .throttled)
        #expect(await bench.decide(bench.redirect(id, id: "a")) == .accepted(id))
        #expect(await bench.decide(bench.redirect(other)) == .accepted(other))
        #expect(await bench.finals == [.toA, .toA])
    }

    @Test("An id is forgotten when its window is over")
    func purged() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        #expect(await bench.decide(bench.redirect(id, id: "a")) == .accepted(id))
        await bench.acknowledge(id)
        let key = RepeatabilityRecord.Key(scope: "local", requestID: "a")
        await bench.pass(.seconds(899))
        #expect(await bench.store.table.repeatability(key) != nil)
        await bench.pass(.seconds(31))
        #expect(await bench.store.table.repeatability(key) == nil)
        #expect(await bench.owner.repeatabilityFinding(key, fingerprint: [0], firstSent: 1_760_000_000) == .new)
    }
}
