import CallRouting
import NIOCore

/// A call store whose disk answers at once, on the loop of the calls, unless it is told to hang or to refuse. So every
/// test sees the same order of things.
actor LoopCallStore: CallStore {
    enum Mood: Sendable {
        case well, hanging, refusing
    }

    private let loop: any EventLoop
    private var table: MemoryCallTable
    private var mood = Mood.well
    private var pending: [(write: CallWrite, completion: @Sendable (WriteResult) -> Void)] = []
    private var observers: [@Sendable (StoreHealth) -> Void] = []

    nonisolated var unownedExecutor: UnownedSerialExecutor { self.loop.executor.asUnownedSerialExecutor() }

    init(on loop: any EventLoop, table: MemoryCallTable = MemoryCallTable()) {
        self.loop = loop
        self.table = table
    }

    /// What is on disk.
    var disk: MemoryCallTable { self.table }

    /// Whether a decision waits for a disk that hangs.
    var isDecisionWaiting: Bool {
        self.pending.contains { if case .decide = $0.write { true } else { false } }
    }

    /// From now on the disk is like this. One that gets well carries out what waited.
    func become(_ mood: Mood) {
        self.mood = mood
        guard mood != .hanging else { return }
        for (write, completion) in self.pending { self.carryOut(write, completion) }
        self.pending = []
    }

    /// Tells the observers.
    func report(_ health: StoreHealth) {
        for observer in self.observers { observer(health) }
    }

    nonisolated func submit(_ write: CallWrite, then completion: @escaping @Sendable (WriteResult) -> Void) {
        self.assumeIsolated { $0.carryOut(write, completion) }
    }

    private func carryOut(_ write: CallWrite, _ completion: @escaping @Sendable (WriteResult) -> Void) {
        switch self.mood {
        case .well: completion(self.table.apply(write) ? .stored : .conflict)
        case .hanging: self.pending.append((write, completion))
        case .refusing: completion(.refused("the disk is full"))
        }
    }

    nonisolated func observeHealth(_ observer: @escaping @Sendable (StoreHealth) -> Void) {
        self.assumeIsolated { $0.observers.append(observer) }
        observer(.writing)
    }

    func call(_ id: CallID) -> CallRecord? { self.table.call(id) }
    func call(namedContext: String) -> CallRecord? { self.table.call(namedContext: namedContext) }
    func newestCalls(limit: Int) -> [CallRecord] { self.table.newestCalls(limit: limit) }
    func recovery(now: Timestamp) -> StoreRecovery { self.table.recovery(now: now) }
    func subscriptions() -> [SubscriptionRecord] { self.table.subscriptions() }
    func deadLetters(of resource: String, limit: Int) -> [DeadLetter] {
        self.table.deadLetters(of: resource, limit: limit)
    }
    func deadLetter(_ id: String) -> DeadLetter? { self.table.deadLetter(id) }
}
