import CallRouting
import Dispatch
import DivertTesting
import GroupCommit
import PersistenceSQLite
import Testing

@Suite("Group commit (D5)")
struct GroupCommitTests {
    private let store = FaultyCallStore()
    private let calls = (0..<100).map { SampleCalls.ringing($0) }

    @Test("Everything that arrives while a commit is under way rides in the next one (D5)")
    func sharesCommits() async {
        let answers = await self.store.writeTogether(self.calls.map { .ring($0) })
        #expect(answers.allSatisfy { $0.result == .stored })
        #expect(await self.store.commits == [1, 100])
        await self.store.writer.close()
    }

    @Test("Writes that are handed over in one piece are one commit, and answered in their order")
    func oneHandOver() async {
        let (answers, continuation) = AsyncStream<(index: Int, result: WriteResult)>.makeStream()
        self.store.submit(
            self.calls.enumerated().map { index, call in
                CallSubmission(.ring(call)) { continuation.yield((index, $0)) }
            })
        var indices: [Int] = []
        for await answer in answers {
            #expect(answer.result == .stored)
            indices.append(answer.index)
            if indices.count == self.calls.count { break }
        }
        #expect(indices == Array(0..<100))
        #expect(await self.store.commits == [100])
        await self.store.writer.close()
    }

    @Test("What does not fit in the queue any more is refused, and the rest of what was handed over is stored")
    func handOverToFullQueue() async {
        var limits = WriterLimits()
        limits.queue = 2
        let store = FaultyCallStore(limits: limits)
        let (answers, continuation) = AsyncStream<(index: Int, result: WriteResult)>.makeStream()
        store.submit(
            self.calls.prefix(3).enumerated().map { index, call in
                CallSubmission(.ring(call)) { continuation.yield((index, $0)) }
            })
        var results: [Int: WriteResult] = [:]
        for await answer in answers {
            results[answer.index] = answer.result
            if results.count == 3 { break }
        }
        #expect(results == [0: .stored, 1: .stored, 2: .refused("The store's queue is full: 2 writes wait.")])
        await store.writer.close()
    }

    @Test("A batch has a limit, and what is over it rides in the following commits, in order")
    func limitsBatches() async {
        var limits = WriterLimits()
        limits.batch = 40
        let store = FaultyCallStore(limits: limits)
        let answers = await store.writeTogether(self.calls.map { .ring($0) })
        #expect(answers.map(\.index) == Array(0..<100))
        #expect(await store.commits == [1, 40, 40, 20])
        await store.writer.close()
    }

    @Test("A full queue refuses at once, even while the disk hangs; outcomes and marks are still taken")
    func refusesWhenFull() async {
        var limits = WriterLimits()
        limits.queue = 3
        let store = FaultyCallStore(limits: limits)
        let semaphore = DispatchSemaphore(value: 0)
        await store.change { $0.commits = [.hangs(until: semaphore)] }
        let (answers, continuation) = AsyncStream<WriteResult>.makeStream()
        for call in self.calls.prefix(3) {
            store.submit(.ring(call)) { continuation.yield($0) }
        }
        store.submit(.note(self.calls[1])) { continuation.yield($0) }
        for await step in store.steps where step == .hanging { break }
        let refused = await store.write(.remember(SampleCalls.repeatability("request", of: self.calls[3])))
        #expect(refused == .refused("The store's queue is full: 3 writes wait."))
        semaphore.signal()
        var results: [WriteResult] = []
        for await answer in answers {
            results.append(answer)
            if results.count == 4 { break }
        }
        #expect(results == [.stored, .stored, .stored, .stored])
        #expect(await store.write(.ring(self.calls[3])) == .stored)
        await store.writer.close()
    }

    @Test("A write that does not fit fails alone; the others of its commit are stored (D5)")
    func failsAlone() async {
        await self.store.change { $0.impossible = [2] }
        let results = await self.store.writeTogether([
            .ring(self.calls[0]), .ring(self.calls[0]), .ring(self.calls[2]), .ring(self.calls[3]),
        ]).map(\.result)
        #expect(results == [.stored, .conflict, .refused("The write is too big."), .stored])
        #expect(await self.store.commits == [1, 3])
        await self.store.writer.close()
    }

    @Test("When a transaction is lost, each of its writes is tried alone once, then refused (D5)")
    func triesEachAlone() async {
        await self.store.change { $0.poisonous = [1, 3] }
        let answers = await self.store.writeTogether(self.calls.prefix(5).map { .ring($0) })
        let results = answers.map(\.result)
        let refused = WriteResult.refused("The disk is full.")
        #expect(results == [.stored, refused, .stored, refused, .stored])
        #expect(await self.store.disk.newestCalls(limit: 9).count == 4)
        await self.store.writer.close()
    }

    @Test("When no transaction can be had, a whole batch is refused without trying each write")
    func refusesWholeBatch() async {
        await self.store.change { $0.failingBegins = 1 }
        #expect(await self.store.write(.ring(self.calls[0])) == .refused("No transaction can be had."))
        #expect(await self.store.write(.ring(self.calls[0])) == .stored)
        await self.store.writer.close()
    }

    @Test("What is queued when the store is closed is written, what comes later is refused")
    func closes() async {
        async let results = self.store.write(self.calls.map { .ring($0) })
        #expect(await results.allSatisfy { $0 == .stored })
        await self.store.writer.close()
        #expect(await self.store.write(.ring(self.calls[0])) == .refused("The store is closed."))
        await self.store.writer.close()
    }
}
