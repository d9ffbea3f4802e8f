import CallAutomationModel
import CallControl
import CallRouting
import Testing

@Suite("Races while a call rings on", .timeLimit(.minutes(1)))
struct CallOwnerHopRaceTests {
    private let bob = OwnerBench.bob

    /// A call whose next hop is being committed.
    private func committing(_ bench: OwnerBench, id request: String? = nil) async throws -> CallID {
        let id = try await bench.ringing()
        await bench.disk { $0.become(.hangs) }
        await bench.send("redirect", bench.redirect(id, at: 0, to: self.bob, id: request))
        return id
    }

    @Test("A CANCEL during the commit: the request gets its 204, the caller 487, and no event leaves (D4)")
    func cancelled() async throws {
        let bench = await OwnerBench()
        let id = try await self.committing(bench)
        await bench.act { $0.callerCancelled(id) }
        #expect(await bench.finals == [])
        await bench.disk { $0.heal() }
        #expect(await bench.answer(to: "redirect") == .accepted(id))
        #expect(await bench.finals == [.decline(status: 487)])
        await bench.acknowledge(id)
        let row = try #require(await bench.row(id))
        #expect(row.state == .cancelled)
        #expect(row.hopNumber == 1)
        #expect(await bench.entries.posted == ["event-1 #0"])
        #expect(await bench.decide(bench.redirect(id, at: 0, to: self.bob)) == .accepted(id))
        #expect(await bench.decide(bench.redirect(id, at: 1)) == .notRinging)
    }

    @Test("A CANCEL during a commit that fails: 503 and 487, at the hop where it was (D4)")
    func cancelWins() async throws {
        let bench = await OwnerBench()
        let id = try await self.committing(bench)
        await bench.act { $0.callerCancelled(id) }
        await bench.disk { $0.refuse() }
        await bench.disk { $0.heal() }
        #expect(await bench.answer(to: "redirect") == .unavailable)
        #expect(await bench.finals == [.decline(status: 487)])
        await bench.acknowledge(id)
        #expect(await bench.row(id)?.hopNumber == 0)
        #expect(await bench.decide(bench.redirect(id, at: 0, to: self.bob)) == .notRinging)
    }

    @Test("A commit that fails frees the slot: the same request may try again, and there is no double hop (D4)")
    func failedCommit() async throws {
        let bench = await OwnerBench()
        let id = try await self.committing(bench, id: "a")
        await bench.disk { $0.refuse() }
        #expect(await bench.answer(to: "redirect") == .unavailable)
        await bench.disk { $0.heal() }
        for _ in 0...1 {
            #expect(await bench.decide(bench.redirect(id, at: 0, to: self.bob, id: "a")) == .accepted(id))
        }
        #expect(await bench.posted(2).last == "event-3 #0")
        #expect(await bench.row(id)?.hopNumber == 1)
        #expect(await bench.row(id)?.events.map(\.id) == ["event-1", "event-3"])
    }

    @Test(
        "The old deadline passes during the commit: the hop stands with its own time; if it fails the call expires (D4)"
    )
    func deadline() async throws {
        for isCommitted in [true, false] {
            let bench = await OwnerBench { $0.ringTimeout = .seconds(3) }
            let id = try await bench.ringing()
            await bench.pass(.seconds(2))
            await bench.disk { $0.become(.hangs) }
            await bench.send("redirect", bench.redirect(id, to: self.bob))
            await bench.pass(.seconds(1))
            #expect(await bench.finals == [])
            if !isCommitted { await bench.disk { $0.refuse() } }
            await bench.disk { $0.heal() }
            #expect(await bench.finals == (isCommitted ? [] : [.decline(status: 480)]))
            await bench.pass(.seconds(2))
            #expect(await bench.finals == [.decline(status: 480)])
            #expect(await bench.row(id)?.hopNumber == (isCommitted ? 1 : 0))
        }
    }

    @Test("Who wanted to decide the same hop meanwhile is told what happened, also by the call's id (row 10)")
    func parked() async throws {
        let bench = await OwnerBench()
        let id = try await self.committing(bench)
        await bench.send("same", bench.redirect(id, at: 0, to: self.bob))
        await bench.send("other", bench.redirect(id, at: 0))
        await bench.send("by id", bench.reject(id))
        await bench.disk { $0.heal() }
        #expect(await bench.answer(to: "redirect") == .accepted(id))
        #expect(await bench.answer(to: "same") == .accepted(id))
        #expect(await bench.answer(to: "other") == .conflict)
        #expect(await bench.answer(to: "by id") == .conflict)
        #expect(await bench.finals == [])
        #expect(await bench.row(id)?.hopNumber == 1)
    }

    @Test("SIGTERM: the next hop has what is left of the drain time; noted during the commit, it ends the call")
    func drain() async throws {
        for isCommitting in [false, true] {
            let bench = await OwnerBench()
            let id = try await bench.ringing()
            let drained = await bench.begin { await $0.drain() }
            await bench.pass(.seconds(4))
            if isCommitting { await bench.disk { $0.become(.hangs) } }
            await bench.send("redirect", bench.redirect(id, to: self.bob))
            await bench.pass(.milliseconds(5_999))
            #expect(await bench.finals == [])
            await bench.pass(.milliseconds(1))
            await bench.disk { $0.heal() }
            #expect(await bench.finals == [.decline(status: 503, retryAfterSeconds: 5)])
            await bench.chronicle.wait { $0.outcome(of: "redirect") != nil }
            await drained.value
            let row = try #require(await bench.row(id))
            #expect(row.state == .failed && row.hopNumber == 1)
            #expect(await bench.posted(isCommitting ? 1 : 2).count == (isCommitting ? 1 : 2))
        }
    }

    // MARK: The policy

    @Test("Nobody decided, and the policy's target is owned: the call rings on there once, then 480")
    func policy() async throws {
        let bench = await OwnerBench { $0.onTimeout = .redirect(target: "8:acs:home_bob") }
        let id = try await bench.ringing()
        await bench.pass(.seconds(30))
        #expect(await bench.posted(2).last == "event-2 #0")
        await bench.settled(2)
        let row = try #require(await bench.row(id))
        #expect(row.state == .ringing && row.hop.to == self.bob)
        #expect(row.earlierHops.first?.decision.by == .policy)
        #expect(await bench.decide(bench.redirect(id, at: 0, to: self.bob)) == .notRinging)
        await bench.pass(.seconds(30))
        #expect(await bench.finals == [.decline(status: 480)])
        await bench.acknowledge(id)
        #expect(await bench.row(id)?.state == .expired)
    }

    @Test("The application may decide the hop that the policy made")
    func policyThenRequest() async throws {
        let bench = await OwnerBench { $0.onTimeout = .redirect(target: "8:acs:home_bob") }
        let id = try await bench.ringing()
        await bench.pass(.seconds(30))
        #expect(await bench.decide(bench.redirect(id, at: 1)) == .accepted(id))
        #expect(await bench.finals == [.toA])
    }

    @Test("A policy's hop that cannot be had ends the call with 480: full disk, sick store, no hop left, no time left")
    func policyEnds() async throws {
        for obstacle in ["full", "sick", "hops", "time"] {
            let bench = await OwnerBench {
                $0.onTimeout = .redirect(target: "8:acs:home_bob")
                if obstacle == "hops" { $0.maxDiversions = 0 }
                if obstacle == "time" { $0.ringTimeout = .seconds(120) }
            }
            let id = try await bench.ringing()
            await bench.disk {
                if obstacle == "full" { $0.become(.isFull) }
                if obstacle == "sick" { $0.fail() }
            }
            await bench.pass(.seconds(obstacle == "time" ? 120 : 30))
            await bench.pass(.milliseconds(200))
            #expect(await bench.finals == [.decline(status: 480)], "\(obstacle)")
            await bench.disk { $0.heal() }
            await bench.acknowledge(id)
            #expect(await bench.row(id)?.hopNumber == 0, "\(obstacle)")
        }
    }

    @Test("A policy-only server has no ring time to ring on with (D14)")
    func policyOnly() async throws {
        let bench = await OwnerBench {
            $0.ringTimeout = .zero
            $0.onTimeout = .redirect(target: "8:acs:home_bob")
        }
        _ = try #require(await bench.ring())
        #expect(await bench.finals == [.decline(status: 480)])
    }
}
