package import CallRouting
import Dispatch
package import GroupCommit

/// A call store with the real writer and a disk that can be made sick.
package struct FaultyCallStore: CallStore {
    package let writer: GroupCommitWriter<FaultyBackend>
    /// What the disk was asked to do, as it happens.
    package let steps: AsyncStream<FaultyBackend.Step>

    /// Tries a sick disk again every millisecond, unless `limits` say otherwise.
    package init(limits: WriterLimits? = nil) {
        let (steps, continuation) = AsyncStream<FaultyBackend.Step>.makeStream()
        var quick = WriterLimits()
        quick.retries = RetrySchedule(first: .milliseconds(1), limit: .milliseconds(1))
        self.writer = GroupCommitWriter(
            backend: FaultyBackend { continuation.yield($0) }, limits: limits ?? quick)
        self.steps = steps
    }

    /// Makes the disk sick or well, between two transactions.
    package func change(_ change: @escaping @Sendable (inout DiskFaults) -> Void) async {
        await self.writer.withBackend { change(&$0.faults) }
    }

    /// Queues all of `writes` while the disk hangs in the commit of an unimportant call, so that they share the next
    /// transaction; the commits from there on fare as `commits` say. Returns the answers in the order they came.
    package func writeTogether(
        _ writes: [CallWrite], commits: [DiskFaults.Commit] = []
    ) async -> [(index: Int, result: WriteResult)] {
        let semaphore = DispatchSemaphore(value: 0)
        await self.change { $0.commits = [.hangs(until: semaphore)] + commits }
        self.submit(.log(SampleCalls.ringing(1_000_000))) { _ in }
        for await step in self.steps where step == .hanging { break }
        let (answers, continuation) = AsyncStream<(index: Int, result: WriteResult)>.makeStream()
        for (index, write) in writes.enumerated() {
            self.submit(write) { continuation.yield((index, $0)) }
        }
        semaphore.signal()
        var found: [(index: Int, result: WriteResult)] = []
        for await answer in answers {
            found.append(answer)
            if found.count == writes.count { break }
        }
        return found
    }

    /// What is on disk.
    package var disk: MemoryCallTable {
        get async { await self.writer.withBackend { $0.disk } }
    }

    /// The number of writes of each successful commit.
    package var commits: [Int] {
        get async { await self.writer.withBackend { $0.commits } }
    }

    package func submit(_ write: CallWrite, then completion: @escaping @Sendable (WriteResult) -> Void) {
        self.writer.submit(write, then: completion)
    }

    package func submit(_ batch: [CallSubmission]) {
        self.writer.submit(batch.map { (write: $0.write, completion: $0.completion) })
    }

    package func observeHealth(_ observer: @escaping @Sendable (StoreHealth) -> Void) {
        self.writer.observeHealth(observer)
    }

    package func call(_ id: CallID) async -> CallRecord? {
        await self.disk.call(id)
    }

    package func call(namedContext: String) async -> CallRecord? {
        await self.disk.call(namedContext: namedContext)
    }

    package func newestCalls(limit: Int) async -> [CallRecord] {
        await self.disk.newestCalls(limit: limit)
    }

    package func recovery(now: Timestamp) async -> StoreRecovery {
        await self.disk.recovery(now: now)
    }

    package func subscriptions() async -> [SubscriptionRecord] {
        await self.disk.subscriptions()
    }

    package func deadLetters(of resource: String, limit: Int) async -> [DeadLetter] {
        await self.disk.deadLetters(of: resource, limit: limit)
    }

    package func deadLetter(_ id: String) async -> DeadLetter? {
        await self.disk.deadLetter(id)
    }
}
