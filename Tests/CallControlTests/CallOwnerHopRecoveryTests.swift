import CallAutomationModel
import CallControl
import CallRouting
import DivertTesting
import Testing

@Suite("A restart of a call that rang on (D8, D9)", .timeLimit(.minutes(1)))
struct CallOwnerHopRecoveryTests {
    private let bob = OwnerBench.bob

    /// What a process leaves on disk that dies at the second hop, before the hop's event left.
    private func left(
        _ body: (OwnerBench, CallID) async throws -> Void = { _, _ in }
    ) async throws -> (id: CallID, table: MemoryCallTable) {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        await bench.application { $0.becomeSlow() }
        #expect(await bench.decide(bench.redirect(id, at: 0, to: self.bob, id: "a")) == .accepted(id))
        try await body(bench, id)
        return (id, await bench.store.table)
    }

    private func recovered(
        _ table: MemoryCallTable, settings: (inout CallSettings) -> Void = { _ in }
    ) async -> OwnerBench {
        let bench = await OwnerBench(table: table, settings: settings)
        let chronicle = bench.chronicle
        let recovery = await bench.store.recovery(now: OwnerBench.start)
        await bench.act { owner in
            owner.recover(recovery) { record in
                record.origin == .sip ? RecordingCaller(chronicle: chronicle) : nil
            }
        }
        return bench
    }

    @Test("The hop's event leaves with its id, the retry of the request reads 204, and there is no double hop")
    func ringing() async throws {
        let (id, table) = try await self.left()
        let bench = await self.recovered(table)
        #expect(await bench.decide(bench.redirect(id, at: 0, to: self.bob, id: "a")) == .accepted(id))
        #expect(await bench.decide(bench.redirect(id, at: 0, to: self.bob)) == .accepted(id))
        #expect(await bench.decide(bench.reject(id, at: 0)) == .conflict)
        #expect(await bench.entries.posted == [])
        await bench.act { $0.announceRecovered() }
        #expect(await bench.posted(1) == ["event-2 #0"])
        #expect(await bench.row(id)?.hopNumber == 1)
        #expect(await bench.decide(bench.redirect(id, at: 1)) == .accepted(id))
        #expect(await bench.finals == [.toA])
    }

    @Test("The deadline is that of the hop")
    func deadline() async throws {
        let (id, table) = try await self.left()
        let bench = await self.recovered(table)
        await bench.pass(.milliseconds(29_999))
        #expect(await bench.finals == [])
        await bench.pass(.milliseconds(1))
        #expect(await bench.finals == [.decline(status: 480)])
        await bench.acknowledge(id)
    }

    @Test("Events of an earlier hop that were pending are given up")
    func earlierEvents() async throws {
        let first = await OwnerBench()
        await first.application { $0.becomeSlow() }
        let id = try #require(await first.ring())
        #expect(await first.decide(first.redirect(id, to: self.bob)) == .accepted(id))
        let bench = await self.recovered(await first.store.table)
        await bench.act { $0.announceRecovered() }
        #expect(await bench.posted(1) == ["event-2 #0"])
        await bench.settled(2)
        #expect(await bench.row(id)?.events.map(\.state) == [.failed, .delivered])
    }

    @Test("They are given up, too, where the call's time was over when the server came back")
    func earlierEventsTooLate() async throws {
        let row = SampleCalls.ringing(1, after: .seconds(-300))
        let rangOn = row.rangOn(after: .seconds(-299))
        var table = MemoryCallTable()
        let isApplied = table.apply(.ring(row)) && table.apply(.ringOn(rangOn, nil))
        #expect(isApplied)
        #expect(rangOn.events.map(\.state) == [.pending, .pending])
        let bench = await self.recovered(table)
        await bench.settled()
        #expect(await bench.row(row.id)?.state == .expired)
        #expect(await bench.row(row.id)?.events.map(\.state) == [.failed, .failed])
    }

    @Test("An ended call keeps what was decided at each hop")
    func ended() async throws {
        let (id, table) = try await self.left { bench, id in
            #expect(await bench.decide(bench.redirect(id, at: 1)) == .accepted(id))
        }
        let bench = await self.recovered(table)
        #expect(await bench.decide(bench.redirect(id, at: 0, to: self.bob)) == .accepted(id))
        #expect(await bench.decide(bench.redirect(id, at: 0)) == .conflict)
        #expect(await bench.decide(bench.redirect(id, at: 1)) == .accepted(id))
        await bench.acknowledge(id)
        #expect(await bench.decide(bench.redirect(id, at: 0, to: self.bob)) == .accepted(id))
        #expect(await bench.decide(bench.reject(id, at: 1)) == .conflict)
    }

    @Test("A context from after the backup that was restored does not ring (D10)")
    func restoredBackup() async throws {
        let (id, table) = try await self.left()
        let bench = await self.recovered(table)
        #expect(await bench.decide(bench.redirect(id, at: 2)) == .notRinging)
        #expect(await bench.owner.ringingCount == 1)
    }

    @Test("A policy that rings on while calls are taken up waits with the event until the server takes answers")
    func policyDuringRecovery() async throws {
        let row = CallRecord(
            id: CallID(high: 7, low: 7), origin: .sip, resource: "local", peer: nil, from: OwnerBench.caller,
            to: OwnerBench.callee, callerDisplayName: "", serverCallID: "",
            createdAt: OwnerBench.start + .seconds(-31), deadline: OwnerBench.start + .seconds(-1),
            incomingCallContext: "context", namedContext: nil, recipe: [1])
        var table = MemoryCallTable()
        let isApplied = table.apply(.ring(row))
        #expect(isApplied)
        let bench = await self.recovered(table) { $0.onTimeout = .redirect(target: "8:acs:home_bob") }
        #expect(await bench.row(row.id)?.hop.to == self.bob)
        #expect(await bench.entries.posted == [])
        await bench.act { $0.announceRecovered() }
        #expect(await bench.posted(1) == ["event-1 #0"])
        #expect(await bench.finals == [])
    }
}
