import CallRouting
import DivertTesting
import GroupCommit
import PersistenceSQLite
import Testing

@Suite("A disk that says no (D5, D6)")
struct RefusingDiskTests {
    private let store = FaultyCallStore()
    private let call = SampleCalls.ringing(1)
    private let full = StoreHealth.failing("The disk is full.")

    @Test("Health fails with the first refusal and recovers by itself, without any submit")
    func recoversByItself() async {
        var healths = self.store.healths.makeAsyncIterator()
        #expect(await healths.next() == .writing)
        await self.store.change { $0.isFull = true }
        #expect(await self.store.write(.ring(self.call)) == .refused("The disk is full."))
        #expect(await healths.next() == self.full)
        await self.store.change { $0.isFull = false }
        #expect(await healths.next() == .writing)
        await self.store.writer.close()
    }

    @Test("Each submit is tried although the last one was refused, and its success is the recovery")
    func triesEachSubmit() async {
        var limits = WriterLimits()
        limits.retries = RetrySchedule(first: .seconds(3600), limit: .seconds(3600))
        let store = FaultyCallStore(limits: limits)
        var healths = store.healths.makeAsyncIterator()
        await store.change { $0.isFull = true }
        #expect(await store.write(.ring(self.call)) == .refused("The disk is full."))
        #expect(await store.write(.ring(self.call)) == .refused("The disk is full."))
        await store.change { $0.isFull = false }
        #expect(await store.write(.ring(self.call)) == .stored)
        #expect(await [healths.next(), healths.next(), healths.next()] == [.writing, self.full, .writing])
        await store.writer.close()
    }

    @Test("Outcomes and marks wait for the disk, in order, and are recorded once it writes again (D6)")
    func holdsOutcomes() async {
        #expect(await self.store.write(.ring(self.call)) == .stored)
        await self.store.change { $0.isFull = true }
        let ended = self.call.ended(Decision(.cancel, by: .caller, at: SampleCalls.start + .seconds(2)))
        async let held = self.store.write([.conclude(ended), .note(ended.acknowledgedAndDelivered())])
        #expect(await self.store.write(.ring(SampleCalls.ringing(2))) == .refused("The disk is full."))
        await self.store.change { $0.isFull = false }
        #expect(await held == [.stored, .stored])
        #expect(await self.store.call(self.call.id) == ended.acknowledgedAndDelivered())
        await self.store.writer.close()
    }

    @Test("A connection that cannot be trusted any more is reopened before it is probed")
    func reopens() async {
        await self.store.change { $0.failingBegins = 1 }
        #expect(await self.store.write(.ring(self.call)) == .refused("No transaction can be had."))
        for await step in self.store.steps where step == .probed { break }
        #expect(await self.store.writer.withBackend { $0.steps } == [.rolledBack, .reopened, .probed])
        await self.store.writer.close()
    }

    @Test("A store that is closed while the disk is full says so to whoever waits")
    func closesWhileFull() async {
        await self.store.change { $0.isFull = true }
        async let held = self.store.write(.conclude(self.call))
        for await step in self.store.steps where step == .rolledBack { break }
        await self.store.writer.close()
        #expect(await held == .refused("The store was closed before it could write again."))
    }

    @Test("Waits double up to a limit, and start short again after a success")
    func schedule() {
        var schedule = RetrySchedule()
        #expect((0..<6).map { _ in schedule.next().wholeMilliseconds } == [200, 400, 800, 1600, 2000, 2000])
        schedule.reset()
        #expect(schedule.next() == .milliseconds(200))
    }
}
