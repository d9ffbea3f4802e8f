package import CallRouting
import NIOCore
import NIOPosix
import Synchronization

/// The one writer of a database (D5): a thread of its own, and commits that carry whatever arrived while the last one
/// was under way. There is no artificial delay.
///
///     writing --transaction lost--> refusing --a write works--> writing
///        '--------COMMIT failed--> unknown ---reopened, read back--> refusing
///
/// - `refusing`: the disk said no. Each submit is tried all the same; a probe tries on a schedule.
/// - `unknown`: whether the last commit is on disk is not known (D6). Nothing is written before it is.
///
/// The thread is an event loop, the actor's executor. A hanging disk stops the writer, but never whoever submits.
package actor GroupCommitWriter<Backend: TransactionBackend> {
    typealias PendingWrite = GroupCommit.PendingWrite<Backend.Write>

    enum Condition {
        case writing
        case refusing(BackendFailure)
        case unknown(BackendFailure, [(item: PendingWrite, applied: AppliedWrite)])
    }

    private let group: MultiThreadedEventLoopGroup
    private nonisolated let loop: any EventLoop
    private let limits: WriterLimits
    /// Refusable writes that were submitted and not answered yet.
    private nonisolated let outstanding = Atomic<Int>(0)
    private nonisolated let isClosed = Atomic<Bool>(false)

    var backend: Backend
    var condition = Condition.writing
    var health = HealthBoard()
    /// What goes into the next transaction, oldest first.
    var queue: [PendingWrite] = []
    /// Patient writes that failed, oldest first: they go first once writing works.
    var held: [PendingWrite] = []
    var retries: RetrySchedule
    var retryTask: Scheduled<Void>?
    var isClosing = false
    private var isDrainScheduled = false

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        self.loop.executor.asUnownedSerialExecutor()
    }

    package init(backend: sending Backend, limits: WriterLimits = WriterLimits()) {
        self.group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        self.loop = self.group.next()
        self.limits = limits
        self.retries = limits.retries
        self.backend = backend
    }

    /// Queues one write. The completion runs once, on any thread (also on this one, before this returns, when the write
    /// is refused because the queue is full).
    package nonisolated func submit(
        _ write: Backend.Write, then completion: @escaping @Sendable (WriteResult) -> Void
    ) {
        self.submit(CollectionOfOne((write: write, completion: completion)))
    }

    /// Queues several writes in one step: unless they are more than one transaction carries, one commit has them all.
    package nonisolated func submit(
        _ batch: some Collection<(write: Backend.Write, completion: @Sendable (WriteResult) -> Void)>
    ) {
        let items = batch.compactMap { self.admit(PendingWrite($0.write, $0.completion)) }
        guard !items.isEmpty else { return }
        self.loop.execute {
            self.assumeIsolated { writer in
                for item in items { writer.append(item) }
            }
        }
    }

    /// The write; nil when it was refused.
    private nonisolated func admit(_ item: PendingWrite) -> PendingWrite? {
        guard !self.isClosed.load(ordering: .acquiring) else {
            item.completion(.refused("The store is closed."))
            return nil
        }
        guard !item.write.isPatient else { return item }
        let (others, _) = self.outstanding.add(1, ordering: .relaxed)
        guard others < self.limits.queue else {
            self.outstanding.subtract(1, ordering: .relaxed)
            item.completion(.refused("The store's queue is full: \(others) writes wait."))
            return nil
        }
        return item
    }

    /// Calls `observer` on every change of health, on the writer's thread; soon with the present one.
    package nonisolated func observeHealth(_ observer: @escaping @Sendable (StoreHealth) -> Void) {
        self.loop.execute {
            self.assumeIsolated { $0.health.add(observer) }
        }
    }

    /// Runs `body` with the backend, between two transactions.
    package func withBackend<Value: Sendable>(
        _ body: @Sendable (inout Backend) throws -> Value
    ) rethrows -> Value {
        try body(&self.backend)
    }

    /// Writes what is queued, leaves the database and ends the thread. Whoever waits for a commit whose outcome is still
    /// not known is not answered (D6). Call it once, when nobody submits any more.
    package nonisolated func close() async {
        guard !self.isClosed.exchange(true, ordering: .acquiringAndReleasing) else { return }
        await self.finish()
        try? await self.group.shutdownGracefully()
    }

    private func append(_ item: PendingWrite) {
        if self.isClosing {
            return self.settle(item, .refused("The store is closed."))
        }
        switch self.condition {
        case .unknown(let failure, _) where !item.write.isPatient:
            self.settle(item, .refused(failure.description))
        case .unknown:
            self.queue.append(item)
        case .refusing where item.write.isPatient && !self.held.isEmpty:
            self.held.append(item)
        case .refusing, .writing:
            self.queue.append(item)
            self.scheduleDrain()
        }
    }

    /// Whatever is queued when the drain runs rides along: also what was submitted from other threads meanwhile.
    func scheduleDrain() {
        guard !self.isDrainScheduled, !self.queue.isEmpty else { return }
        self.isDrainScheduled = true
        self.loop.execute {
            self.assumeIsolated { $0.drain() }
        }
    }

    private func drain() {
        self.isDrainScheduled = false
        if case .unknown = self.condition { return }
        self.carryNextBatch()
        self.scheduleDrain()
    }

    func carryNextBatch() {
        let batch = self.takeBatch()
        if !batch.isEmpty {
            self.carry(batch)
        }
    }

    /// A purge step has a transaction to itself: it is long, and nobody waits for it.
    private func takeBatch() -> [PendingWrite] {
        let purge = self.queue.prefix(self.limits.batch).firstIndex { $0.write.isPurge }
        let count = purge.map { max($0, 1) } ?? min(self.queue.count, self.limits.batch)
        defer { self.queue.removeFirst(count) }
        return Array(self.queue.prefix(count))
    }

    /// Answers one write.
    func settle(_ item: PendingWrite, _ result: WriteResult) {
        if !item.write.isPatient {
            self.outstanding.subtract(1, ordering: .relaxed)
        }
        item.completion(result)
    }

    /// Tries again later, unless that is planned already; with `.zero` as soon as the present step is over.
    func scheduleRetry(after delay: Duration? = nil) {
        guard !self.isClosing, self.retryTask == nil else { return }
        self.retryTask = self.loop.scheduleTask(in: TimeAmount(delay ?? self.retries.next())) {
            self.assumeIsolated {
                $0.retryTask = nil
                $0.retry()
            }
        }
    }
}
