import CallControl
import CallRouting
import Testing

@Suite("Races for the final response", .timeLimit(.minutes(1)))
struct CallOwnerRaceTests {
    /// A call whose decision is being committed.
    private func committing(_ bench: OwnerBench) async throws -> CallID {
        let id = try await bench.ringing()
        await bench.disk { $0.become(.hangs) }
        await bench.send("redirect", bench.redirect(id))
        return id
    }

    @Test("A CANCEL during the commit: the decision stands once it is committed (D4)")
    func cancelLoses() async throws {
        let bench = await OwnerBench()
        let id = try await self.committing(bench)
        await bench.act { $0.callerCancelled(id) }
        #expect(await bench.finals == [])
        await bench.disk { $0.heal() }
        #expect(await bench.finals == [.toA])
        #expect(await bench.answer(to: "redirect") == .accepted(id))
        await bench.acknowledge(id)
        #expect(await bench.row(id)?.state == .redirected)
    }

    @Test("A CANCEL during the commit: 487 if it fails (D4)")
    func cancelWins() async throws {
        let bench = await OwnerBench()
        let id = try await self.committing(bench)
        await bench.send("other", bench.redirect(id, to: OwnerBench.targetB))
        await bench.act { $0.callerCancelled(id) }
        await bench.disk { $0.refuse() }
        #expect(await bench.answer(to: "redirect") == .unavailable)
        #expect(await bench.answer(to: "other") == .notRinging)
        await bench.disk { $0.heal() }
        #expect(await bench.finals == [.decline(status: 487)])
        await bench.acknowledge(id)
        #expect(await bench.row(id)?.state == .cancelled)
    }

    @Test(
        "A deadline during the commit: the decision stands once committed, else the call expires (D4)",
        arguments: [
            true, false,
        ])
    func deadline(isCommitted: Bool) async throws {
        let bench = await OwnerBench { $0.ringTimeout = .seconds(3) }
        let id = try await self.committing(bench)
        await bench.pass(.seconds(3))
        #expect(await bench.finals == [])
        if !isCommitted { await bench.disk { $0.refuse() } }
        await bench.disk { $0.heal() }
        #expect(await bench.finals == [isCommitted ? .toA : .decline(status: 480)])
        #expect(await bench.answer(to: "redirect") == (isCommitted ? .accepted(id) : .unavailable))
        await bench.acknowledge(id)
        #expect(await bench.row(id)?.state == (isCommitted ? .redirected : .expired))
    }

    @Test("Nobody decides in time: 480 at the deadline, not before")
    func expired() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        await bench.pass(.milliseconds(29_999))
        #expect(await bench.finals == [])
        await bench.pass(.milliseconds(1))
        #expect(await bench.finals == [.decline(status: 480)])
        await bench.acknowledge(id)
        #expect(await bench.row(id)?.state == .expired)
    }

    @Test("An onTimeout target that is the callee lets the call expire, one that cannot be had fails it")
    func unusablePolicy() async throws {
        for (target, state) in [("+14255550100", CallState.expired), ("8:acs:nobody", .failed)] {
            let bench = await OwnerBench { $0.onTimeout = .redirect(target: target) }
            let id = try await bench.ringing()
            await bench.pass(.seconds(30))
            #expect(await bench.finals == [.decline(status: 480)])
            await bench.acknowledge(id)
            #expect(await bench.row(id)?.state == state)
        }
    }

    @Test("A CANCEL after the final response changes nothing")
    func lateCancel() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
        await bench.act { $0.callerCancelled(id) }
        await bench.pass(.seconds(30))
        #expect(await bench.finals == [.toA])
        await bench.acknowledge(id)
        #expect(await bench.row(id)?.state == .redirected)
    }

    @Test("The outcome is on disk before 487 leaves, when the disk is quick (D4)")
    func recordedFirst() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        await bench.act { $0.callerCancelled(id) }
        #expect(
            await bench.entries.suffix(3) == [
                .submitted(.conclude), .answered(.conclude, .stored), .final(.decline(status: 487)),
            ])
        await bench.acknowledge(id)
    }
}
