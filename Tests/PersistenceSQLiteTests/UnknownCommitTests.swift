import CallRouting
import DivertTesting
import GroupCommit
import PersistenceSQLite
import Testing

@Suite("A failed COMMIT is unknown, not no (D6)")
struct UnknownCommitTests {
    private let store = FaultyCallStore()
    private let call = SampleCalls.ringing(1)
    private var redirected: CallRecord { self.call.ended(SampleCalls.redirect(after: .seconds(1))) }
    private var cancelled: CallRecord {
        self.call.ended(Decision(.cancel, by: .caller, at: SampleCalls.start + .seconds(1)))
    }
    private let refused = WriteResult.refused("COMMIT failed.")

    @Test("A decision that is found on disk after all is stored")
    func foundAfterAll() async {
        #expect(await self.store.write(.ring(self.call)) == .stored)
        await self.store.change { $0.commits = [.failsAfterWriting] }
        let record = SampleCalls.repeatability("request", of: self.call)
        #expect(await self.store.write(.decide(self.redirected, record)) == .stored)
        #expect(await self.store.call(self.call.id) == self.redirected)
        await self.store.writer.close()
    }

    @Test("A decision that is not found is refused, and the call still rings")
    func notFound() async {
        #expect(await self.store.write(.ring(self.call)) == .stored)
        await self.store.change { $0.commits = [.failsBeforeWriting] }
        #expect(await self.store.write(.decide(self.redirected, nil)) == self.refused)
        #expect(await self.store.call(self.call.id) == self.call)
        #expect(await self.store.write(.decide(self.redirected, nil)) == .stored)
        await self.store.writer.close()
    }

    @Test(
        "A hop that is found on disk after all is stored; one that is not can be tried again", arguments: [true, false])
    func hop(isFound: Bool) async {
        #expect(await self.store.write(.ring(self.call)) == .stored)
        await self.store.change { $0.commits = [isFound ? .failsAfterWriting : .failsBeforeWriting] }
        let next = self.call.rangOn(after: .seconds(1))
        #expect(await self.store.write(.ringOn(next, nil)) == (isFound ? .stored : self.refused))
        #expect(await self.store.write(.ringOn(next, nil)) == (isFound ? .conflict : .stored))
        #expect(await self.store.call(self.call.id) == next)
        await self.store.writer.close()
    }

    @Test("Nobody is answered before the database was read back, however often reopening fails")
    func reopensUntilItWorks() async {
        await self.store.change {
            $0.commits = [.failsAfterWriting]
            $0.failingReopens = 3
        }
        #expect(await self.store.write(.ring(self.call)) == .stored)
        let steps = await self.store.writer.withBackend { $0.steps }
        #expect(steps.prefix(5) == [.commitFailed, .reopenFailed, .reopenFailed, .reopenFailed, .reopened])
        await self.store.writer.close()
    }

    @Test("Meanwhile decisions, calls and request ids are refused at once, and outcomes wait")
    func refusesMeanwhile() async {
        var limits = WriterLimits()
        limits.retries = RetrySchedule(first: .seconds(3600), limit: .seconds(3600))
        let store = FaultyCallStore(limits: limits)
        #expect(await store.write(.ring(self.call)) == .stored)
        await store.change {
            $0.commits = [.failsBeforeWriting]
            $0.failingReopens = 1
        }
        async let unknown = store.write(.ring(SampleCalls.ringing(2)))
        for await step in store.steps where step == .reopenFailed { break }
        #expect(
            await store.write([
                .ring(SampleCalls.ringing(3)), .decide(self.redirected, nil), .log(SampleCalls.ringing(4)),
                .remember(SampleCalls.repeatability("request", of: self.call)),
            ]) == [self.refused, self.refused, self.refused, self.refused])
        let (outcome, continuation) = AsyncStream<WriteResult>.makeStream()
        store.submit(.conclude(self.cancelled)) { continuation.yield($0) }
        // Closing is the next time that reopening is tried.
        await store.writer.close()
        #expect(await unknown == self.refused)
        for await result in outcome {
            #expect(result == .stored)
            break
        }
    }

    @Test("An outcome whose commit failed is written again, not refused")
    func outcomesAreWrittenAgain() async {
        #expect(await self.store.write(.ring(self.call)) == .stored)
        await self.store.change { $0.commits = [.failsBeforeWriting, .failsAfterWriting, .failsBeforeWriting] }
        #expect(await self.store.write(.conclude(self.cancelled)) == .stored)
        let noted = self.cancelled.acknowledgedAndDelivered()
        #expect(await self.store.write(.note(noted)) == .stored)
        #expect(await self.store.call(self.call.id) == noted)
        await self.store.writer.close()
    }

    @Test("A conflict with a write of the lost commit is not reported as one")
    func conflictInsideLostCommit() async {
        #expect(await self.store.write(.ring(self.call)) == .stored)
        let answers = await self.store.writeTogether(
            [.decide(self.redirected, nil), .decide(self.redirected, nil), .conclude(self.cancelled)],
            commits: [.failsBeforeWriting])
        // The decisions are answered when it is known that neither is there; then the outcome finds the call ringing.
        #expect(answers.map(\.result) == [self.refused, self.refused, .stored])
        #expect(await self.store.call(self.call.id) == self.cancelled)
        await self.store.writer.close()
    }

    @Test("A conflict with a write of a commit that is there after all stays one")
    func conflictInsideFoundCommit() async {
        #expect(await self.store.write(.ring(self.call)) == .stored)
        let answers = await self.store.writeTogether(
            [.decide(self.redirected, nil), .decide(self.redirected, nil), .conclude(self.cancelled)],
            commits: [.failsAfterWriting])
        #expect(answers.map(\.result) == [.stored, .conflict, .conflict])
        await self.store.writer.close()
    }

    @Test("Health fails until a commit succeeds, and then recovers without any submit")
    func health() async {
        var healths = self.store.healths.makeAsyncIterator()
        #expect(await healths.next() == .writing)
        await self.store.change { $0.commits = [.failsBeforeWriting] }
        #expect(await self.store.write(.ring(self.call)) == self.refused)
        #expect(await healths.next() == .failing("COMMIT failed."))
        #expect(await healths.next() == .writing)
        await self.store.writer.close()
    }

    @Test("Whoever waits for an outcome that stays unknown is not answered when the store closes")
    func closesUnknown() async {
        let (answers, continuation) = AsyncStream<WriteResult>.makeStream()
        await self.store.change {
            $0.commits = [.failsAfterWriting]
            $0.failingReopens = .max
        }
        self.store.submit(.ring(self.call)) { continuation.yield($0) }
        for await step in self.store.steps where step == .reopenFailed { break }
        await self.store.writer.close()
        continuation.finish()
        var count = 0
        for await _ in answers { count += 1 }
        #expect(count == 0)
    }
}
