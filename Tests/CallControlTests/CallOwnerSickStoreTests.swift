import CallControl
import CallRouting
import Testing

@Suite("A sick store", .timeLimit(.minutes(1)))
struct CallOwnerSickStoreTests {
    @Test("It hangs: CANCEL and deadline are answered within 200 ms, and recorded when it writes again (D4, D6)")
    func outcomes() async throws {
        let bench = await OwnerBench { $0.ringTimeout = .seconds(10) }
        let first = try await bench.ringing()
        let second = try await bench.ringing()
        await bench.disk { $0.become(.hangs) }
        await bench.act { $0.callerCancelled(first) }
        await bench.pass(.milliseconds(199))
        #expect(await bench.finals == [])
        await bench.pass(.milliseconds(1))
        #expect(await bench.finals == [.decline(status: 487)])
        await bench.pass(.milliseconds(9_800))
        #expect(await bench.finals.count == 1)
        await bench.pass(.milliseconds(200))
        #expect(await bench.finals == [.decline(status: 487), .decline(status: 480)])
        await bench.act { $0.callerAcknowledged(first) }
        await bench.act { $0.callerAcknowledged(second) }
        #expect(await bench.row(first)?.state == .ringing)
        // Memory keeps what the disk does not know.
        #expect(await bench.owner.liveCount == 2)
        #expect(await bench.decide(bench.redirect(first)) == .notRinging)
        await bench.disk { $0.heal() }
        #expect(await bench.row(first)?.state == .cancelled)
        #expect(await bench.row(second)?.state == .expired)
        #expect(await bench.row(first)?.final?.acknowledged == true)
        await bench.expectNothingLeft()
    }

    @Test("It hangs: a decision gets 503 after 5 s, those that wait for it after 2 s; it stands if it was written (D6)")
    func decisions() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        await bench.disk { $0.become(.hangs) }
        await bench.send("A", bench.redirect(id, id: "a"))
        await bench.send("copy", bench.redirect(id, id: "a"))
        await bench.send("B", bench.redirect(id, to: OwnerBench.targetB))
        await bench.pass(.milliseconds(1999))
        #expect(await bench.isWaiting("copy"))
        #expect(await bench.isWaiting("B"))
        await bench.pass(.milliseconds(1))
        #expect(await bench.answer(to: "copy") == .running)
        #expect(await bench.answer(to: "B") == .running)
        await bench.pass(.milliseconds(2500))
        await bench.send("late", bench.redirect(id, to: OwnerBench.targetB))
        await bench.pass(.milliseconds(499))
        #expect(await bench.isWaiting("A"))
        await bench.pass(.milliseconds(1))
        #expect(await bench.answer(to: "A") == .unavailable)
        #expect(await bench.owner.health != .writing, "a disk that hangs is not ready, though it says nothing")
        #expect(await bench.owner.refusalOfNewCalls == .storeFailing)
        // The outcome is not known: the same request and other decisions get 503 from now on.
        #expect(await bench.decide(bench.redirect(id, id: "a")) == .unavailable)
        #expect(await bench.decide(bench.reject(id)) == .unavailable)
        await bench.pass(.milliseconds(1500))
        #expect(await bench.answer(to: "late") == .unavailable)
        #expect(await bench.finals == [])
        await bench.disk { $0.heal() }
        #expect(await bench.owner.health == .writing)
        #expect(await bench.finals == [.toA])
        #expect(await bench.decide(bench.redirect(id, id: "a")) == .accepted(id))
        await bench.acknowledge(id)
    }

    @Test("It hangs, the caller leaves, the commit failed: 487 then (D4, D6)")
    func unknownThenFailed() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        await bench.disk { $0.become(.hangs) }
        await bench.send("A", bench.redirect(id, id: "a"))
        await bench.act { $0.callerCancelled(id) }
        await bench.pass(.seconds(6))
        #expect(await bench.answer(to: "A") == .unavailable)
        #expect(await bench.finals == [])
        await bench.disk { $0.refuse() }
        await bench.disk { $0.heal() }
        #expect(await bench.finals == [.decline(status: 487)])
        // Nothing was carried out, so the id is free; the call is over.
        #expect(await bench.decide(bench.redirect(id, id: "a")) == .notRinging)
        await bench.acknowledge(id)
    }

    @Test("A COMMIT failed and was on disk all the same: the decision stands, after it was read back (D6)")
    func failedAfterWriting() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        await bench.disk { $0.become(.hangs) }
        await bench.send("A", bench.redirect(id, id: "a"))
        await bench.disk { $0.fail() }
        // Until then the slot stays reserved; everybody else gets 503.
        #expect(await bench.decide(bench.redirect(id, to: OwnerBench.targetB)) == .unavailable)
        await bench.send("copy", bench.redirect(id, id: "a"))
        await bench.act { $0.callerCancelled(id) }
        await bench.pass(.seconds(2))
        #expect(await bench.answer(to: "copy") == .unavailable)
        #expect(await bench.owner.refusalOfNewCalls == .storeFailing)
        #expect(await bench.finals == [])
        await bench.disk { $0.carryOut() }
        #expect(await bench.finals == [.toA])
        #expect(await bench.answer(to: "A") == .accepted(id))
        await bench.disk { $0.heal() }
        await bench.acknowledge(id)
    }

    @Test("It is full: decisions get 503, and the call rings on until somebody can decide it (D5)")
    func full() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        await bench.disk { $0.become(.isFull) }
        #expect(await bench.decide(bench.redirect(id, id: "a")) == .unavailable)
        #expect(await bench.finals == [])
        await bench.disk { $0.heal() }
        #expect(await bench.decide(bench.redirect(id, id: "a")) == .accepted(id))
        #expect(await bench.finals == [.toA])
        await bench.acknowledge(id)
    }

    @Test("It says that it fails: decisions get 503 without trying; calls end by CANCEL from memory (D6)")
    func failing() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        await bench.disk { $0.become(.isFull) }
        await bench.disk { $0.fail() }
        let before = await bench.entries.count
        #expect(await bench.decide(bench.redirect(id)) == .unavailable)
        #expect(await bench.entries.count == before + 1)
        await bench.act { $0.callerCancelled(id) }
        await bench.pass(.milliseconds(200))
        #expect(await bench.finals == [.decline(status: 487)])
        await bench.act { $0.callerAcknowledged(id) }
        await bench.disk { $0.heal() }
        #expect(await bench.row(id)?.state == .cancelled)
        await bench.expectNothingLeft()
    }

    @Test("It takes the outcome and never answers: nothing is told twice")
    func neverAnswers() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        await bench.disk { $0.become(.hangs) }
        await bench.act { $0.callerCancelled(id) }
        await bench.pass(.seconds(120))
        #expect(await bench.finals == [.decline(status: 487)])
        #expect(await bench.owner.liveCount == 1)
        #expect(await bench.owner.ringingCount == 0)
    }
}
