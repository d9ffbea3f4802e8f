import CallRouting
import NIOCore

/// A call store whose disk does what a test says (D13): it works, delays, is full, fails a COMMIT, hangs.
///
/// As the real one, it keeps writes whose failure nobody can be told of (outcomes, notes, purges) until it works again.
actor ScriptedStore: CallStore {
    enum Disk {
        /// Writes are carried out at once.
        case works
        /// Writes that can be refused are.
        case isFull
        /// Writes wait; `carryOut`, `refuse` or `heal` go on with them.
        case hangs
    }

    private typealias Submission = (write: CallWrite, completion: @Sendable (WriteResult) -> Void)

    private let loop: any EventLoop
    private let chronicle: Chronicle
    private var waiting: [Submission] = []
    private var observers: [@Sendable (StoreHealth) -> Void] = []
    private(set) var disk = Disk.works
    private(set) var table: MemoryCallTable
    private(set) var writes: [CallWrite] = []

    nonisolated var unownedExecutor: UnownedSerialExecutor { self.loop.executor.asUnownedSerialExecutor() }

    init(on loop: any EventLoop, _ chronicle: Chronicle, table: MemoryCallTable = MemoryCallTable()) {
        self.loop = loop
        self.chronicle = chronicle
        self.table = table
    }

    nonisolated func submit(_ write: CallWrite, then completion: @escaping @Sendable (WriteResult) -> Void) {
        self.assumeIsolated { $0.take(write, completion) }
    }

    nonisolated func observeHealth(_ observer: @escaping @Sendable (StoreHealth) -> Void) {
        self.assumeIsolated {
            $0.observers.append(observer)
            observer(.writing)
        }
    }

    // MARK: Script

    func become(_ disk: Disk) {
        self.disk = disk
    }

    /// Reports that the store cannot be relied on.
    func fail() {
        for observer in self.observers { observer(.failing("the disk is sick")) }
    }

    /// Works again: says so, and carries out what waits.
    func heal() {
        self.disk = .works
        for observer in self.observers { observer(.writing) }
        while !self.waiting.isEmpty { self.carryOut() }
    }

    /// Carries out the oldest waiting write and answers it.
    func carryOut() {
        guard !self.waiting.isEmpty else { return }
        self.settle(self.waiting.removeFirst())
    }

    /// Refuses the oldest waiting write.
    func refuse() {
        guard !self.waiting.isEmpty else { return }
        self.answer(self.waiting.removeFirst(), .refused("the disk is full"))
    }

    private func take(_ write: CallWrite, _ completion: @escaping @Sendable (WriteResult) -> Void) {
        self.writes.append(write)
        self.chronicle.add(.submitted(write.name))
        switch (self.disk, write) {
        case (.works, _): self.settle((write, completion))
        case (.isFull, .ring), (.isFull, .decide), (.isFull, .ringOn), (.isFull, .log), (.isFull, .remember),
            (.isFull, .putSubscription), (.isFull, .removeSubscription), (.isFull, .removeDeadLetter):
            self.answer((write, completion), .refused("the disk is full"))
        case (.isFull, .conclude), (.isFull, .note), (.isFull, .purge), (.isFull, .putDeadLetter),
            (.isFull, .purgeDeadLetters), (.hangs, _):
            self.waiting.append((write, completion))
        }
    }

    private func settle(_ submission: Submission) {
        self.answer(submission, self.table.apply(submission.write) ? .stored : .conflict)
    }

    private func answer(_ submission: Submission, _ result: WriteResult) {
        self.chronicle.add(.answered(submission.write.name, result))
        submission.completion(result)
    }

    // MARK: Reading

    func call(_ id: CallID) -> CallRecord? {
        self.table.call(id)
    }

    func call(namedContext: String) -> CallRecord? {
        self.table.call(namedContext: namedContext)
    }

    func newestCalls(limit: Int) -> [CallRecord] {
        self.table.newestCalls(limit: limit)
    }

    func recovery(now: Timestamp) -> StoreRecovery {
        self.table.recovery(now: now)
    }

    func subscriptions() -> [SubscriptionRecord] {
        self.table.subscriptions()
    }

    func deadLetters(of resource: String, limit: Int) -> [DeadLetter] {
        self.table.deadLetters(of: resource, limit: limit)
    }

    func deadLetter(_ id: String) -> DeadLetter? {
        self.table.deadLetter(id)
    }
}
