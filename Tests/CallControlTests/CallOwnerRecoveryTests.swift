import CallControl
import CallRouting
import Testing

@Suite("A restart (D8)", .timeLimit(.minutes(1)))
struct CallOwnerRecoveryTests {
    private let id = CallID(high: 7, low: 7)

    /// A row that a former process left behind; `arrived` is counted from the restart.
    private func row(
        arrived: Duration, ringTimeout: Duration = .seconds(30), origin: CallRecord.Origin = .sip,
        namedContext: String? = nil, events: [EventRecord.State] = [.pending]
    ) -> CallRecord {
        let createdAt = OwnerBench.start + arrived
        return CallRecord(
            id: self.id, origin: origin, resource: "local", peer: "carrier", from: OwnerBench.caller,
            to: OwnerBench.callee, callerDisplayName: "Alice", serverCallID: "server", createdAt: createdAt,
            deadline: createdAt + ringTimeout, incomingCallContext: "context", namedContext: namedContext,
            recipe: origin == .sip ? [1, 2, 3] : nil,
            events: events.enumerated().map {
                EventRecord(id: "old-\($0.offset)", subscription: "app", state: $0.element)
            })
    }

    private func table(_ row: CallRecord, _ writes: [CallWrite] = []) -> MemoryCallTable {
        var table = MemoryCallTable()
        for write in [.ring(row)] + writes {
            let isApplied = table.apply(write)
            #expect(isApplied)
        }
        return table
    }

    /// Recovers; gives the calls whose transactions were resumed.
    private func recover(_ bench: OwnerBench, resumes: Bool = true) async -> [CallID] {
        let chronicle = bench.chronicle
        let recovery = await bench.store.recovery(now: OwnerBench.start)
        return await bench.act { owner in
            var resumed: [CallID] = []
            owner.recover(recovery) { record in
                resumed.append(record.id)
                return resumes && record.origin == .sip ? RecordingCaller(chronicle: chronicle) : nil
            }
            return resumed
        }
    }

    private func decided(_ row: CallRecord, acknowledged: Bool = false) -> CallWrite {
        var row = row
        let decision = Decision(
            .redirect(target: OwnerBench.targetA, contact: "sip:a@x"), by: .accessKey, at: OwnerBench.start)
        row.state = .redirected
        row.decision = decision
        row.final = FinalResponse(
            status: 302, contact: "<sip:a@x>", at: OwnerBench.start, acknowledged: acknowledged)
        return .decide(
            row,
            RepeatabilityRecord(
                key: .init(scope: "local", requestID: "a"), fingerprint: [0], firstSent: 1_760_000_000,
                callID: row.id))
    }

    @Test("A ringing call rings on until its deadline")
    func deadline() async throws {
        let bench = await OwnerBench(table: self.table(self.row(arrived: .seconds(-10))))
        #expect(await self.recover(bench) == [self.id])
        #expect(await bench.owner.ringingCount == 1)
        await bench.pass(.milliseconds(19_999))
        #expect(await bench.finals == [])
        await bench.pass(.milliseconds(1))
        #expect(await bench.finals == [.decline(status: 480)])
        await bench.acknowledge(self.id)
        let row = try #require(await bench.row(self.id))
        #expect(row.state == .expired)
        #expect(row.timeline.contains { $0.name == .restart })
    }

    @Test(
        "A clock that was set back lets no call ring longer than the ring time",
        arguments: [
            CallRecord.Origin.sip, .simulated,
        ])
    func clockSetBack(origin: CallRecord.Origin) async {
        let row = self.row(arrived: .seconds(3600), ringTimeout: .seconds(30), origin: origin)
        let bench = await OwnerBench(table: self.table(row))
        _ = await self.recover(bench)
        await bench.pass(.seconds(29))
        #expect(await bench.owner.ringingCount == 1)
        await bench.pass(.seconds(1))
        #expect(await bench.row(self.id)?.state == .expired)
    }

    @Test("A ring time that was shortened meanwhile counts from the restart")
    func shortened() async {
        let row = self.row(arrived: .zero, ringTimeout: .seconds(300))
        let bench = await OwnerBench(table: self.table(row)) { $0.ringTimeout = .seconds(5) }
        _ = await self.recover(bench)
        await bench.pass(.seconds(5))
        #expect(await bench.finals == [.decline(status: 480)])
    }

    @Test("A deadline that passed up to 180 s ago is answered at once", arguments: [30, 210])
    func passed(age: Int) async {
        let bench = await OwnerBench(table: self.table(self.row(arrived: .seconds(-age))))
        #expect(await self.recover(bench) == [self.id])
        #expect(await bench.finals == [.decline(status: 480)])
        await bench.act { $0.announceRecovered() }
        await bench.acknowledge(self.id)
        #expect(await bench.entries.posted == [])
    }

    @Test("A deadline that passed more than 180 s ago is recorded, not sent")
    func longPassed() async throws {
        let row = self.row(arrived: .milliseconds(-210_001))
        let bench = await OwnerBench(table: self.table(row)) { $0.onTimeout = .redirect(target: "+14255550111") }
        #expect(await self.recover(bench) == [])
        #expect(await bench.finals == [])
        await bench.expectNothingLeft()
        let recorded = try #require(await bench.row(self.id))
        // Nobody was sent anywhere, whatever the policy would have been.
        #expect(recorded.state == .expired)
        #expect(recorded.decision?.kind == .timeout)
        await bench.act { $0.announceRecovered() }
        #expect(await bench.entries.posted == [])
    }

    @Test("Events that were not accepted are posted again with the same id, once the server takes answers (D9)")
    func events() async throws {
        let row = self.row(arrived: .seconds(-10), events: [.pending, .delivered, .failed, .pending])
        let bench = await OwnerBench(table: self.table(row))
        _ = await self.recover(bench)
        #expect(await bench.entries.posted == [])
        await bench.act { $0.announceRecovered() }
        #expect(await bench.posted(2) == ["old-0 #0", "old-3 #0"])
        // The note of the restart, and one for each event.
        await bench.settled(3)
        #expect(await bench.row(self.id)?.events.map(\.state) == [.delivered, .delivered, .failed, .delivered])
        await bench.act { $0.announceRecovered() }
        #expect(await bench.entries.posted.count == 2)
        #expect(await bench.decide(bench.redirect(self.id)) == .accepted(self.id))
        await bench.acknowledge(self.id)
    }

    @Test("A recovered call can be decided before its events are posted again; then they are not")
    func decidedFirst() async {
        let bench = await OwnerBench(table: self.table(self.row(arrived: .seconds(-10))))
        _ = await self.recover(bench)
        #expect(await bench.decide(bench.redirect(self.id)) == .accepted(self.id))
        #expect(await bench.finals == [.toA])
        await bench.act { $0.announceRecovered() }
        await bench.acknowledge(self.id)
        #expect(await bench.entries.posted == [])
    }

    @Test("A decided call whose ACK is missing is resumed until the ACK comes")
    func decided() async throws {
        let row = self.row(arrived: .seconds(-10))
        let bench = await OwnerBench(table: self.table(row, [self.decided(row)]))
        #expect(await self.recover(bench) == [self.id])
        // What is due was sent by whoever resumed it; the owner decides nothing anew.
        await bench.act { $0.callerCancelled(self.id) }
        await bench.pass(.seconds(30))
        #expect(await bench.finals == [])
        #expect(await bench.decide(bench.redirect(self.id)) == .accepted(self.id))
        #expect(await bench.decide(bench.redirect(self.id, to: OwnerBench.targetB)) == .conflict)
        await bench.acknowledge(self.id)
        #expect(await bench.row(self.id)?.final?.acknowledged == true)
    }

    @Test("A decided call that was acknowledged, or that cannot be resumed, is left alone", arguments: [true, false])
    func notResumed(acknowledged: Bool) async {
        let row = self.row(arrived: .seconds(-10))
        let bench = await OwnerBench(table: self.table(row, [self.decided(row, acknowledged: acknowledged)]))
        #expect(await self.recover(bench, resumes: false) == [self.id])
        await bench.expectNothingLeft()
        #expect(await bench.decide(bench.redirect(self.id)) == .accepted(self.id))
    }

    @Test("The retry of an answered request reads its 204 after the restart (D9)")
    func repeatability() async {
        let row = self.row(arrived: .seconds(-10))
        let bench = await OwnerBench(table: self.table(row, [self.decided(row)]))
        _ = await self.recover(bench)
        #expect(await bench.decide(bench.redirect(self.id, id: "a")) == .accepted(self.id))
        #expect(await bench.decide(bench.redirect(self.id, id: "a", body: 9)) == .repeatabilityMismatch)
        #expect(await bench.finals == [])
        await bench.acknowledge(self.id)
    }

    @Test("A simulated call rings on, too, under its further name")
    func simulated() async throws {
        let row = self.row(arrived: .seconds(-10), origin: .simulated, namedContext: "published")
        let bench = await OwnerBench(table: self.table(row))
        _ = await self.recover(bench)
        let named = try await bench.owner.callID(named: "published")
        #expect(named == self.id)
        await bench.act { $0.announceRecovered() }
        await bench.settled(2)
        #expect(await bench.decide(bench.redirect(self.id)) == .accepted(self.id))
        await bench.expectNothingLeft()
        #expect(await bench.finals == [])
    }
}
