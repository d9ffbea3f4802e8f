import CallControl
import CallRouting
import NIOCore

/// What happened around a call owner, in order. Everything reports here on the owner's loop.
actor Chronicle {
    enum Entry: Hashable {
        /// The store took a write into its queue.
        case submitted(Write)
        /// The store answered a write.
        case answered(Write, WriteResult)
        /// The caller heard 100.
        case trying
        /// The caller heard the final response.
        case final(CallDisposition)
        /// An event was posted; the number is its `aeg-delivery-count`.
        case posted(id: String, count: String)
        /// A request got its answer.
        case told(String, DecisionOutcome)
    }

    /// The kinds of writes.
    enum Write: String, Hashable {
        case ring, decide, ringOn, conclude, log, note, remember, purge
        case putSubscription, removeSubscription, putDeadLetter, removeDeadLetter, purgeDeadLetters
    }

    private let loop: any EventLoop
    private(set) var entries: [Entry] = []
    private var waiting: [(isSo: @Sendable ([Entry]) -> Bool, continuation: CheckedContinuation<Void, Never>)] = []

    nonisolated var unownedExecutor: UnownedSerialExecutor { self.loop.executor.asUnownedSerialExecutor() }

    init(on loop: any EventLoop) {
        self.loop = loop
    }

    nonisolated func add(_ entry: Entry) {
        self.assumeIsolated { $0.append(entry) }
    }

    /// Waits until the entries are so.
    func wait(until isSo: @escaping @Sendable ([Entry]) -> Bool) async {
        if isSo(self.entries) { return }
        await withCheckedContinuation { self.waiting.append((isSo, $0)) }
    }

    private func append(_ entry: Entry) {
        self.entries.append(entry)
        let entries = self.entries
        for waiter in self.waiting where waiter.isSo(entries) { waiter.continuation.resume() }
        self.waiting.removeAll { $0.isSo(entries) }
    }
}

extension CallWrite {
    var name: Chronicle.Write {
        switch self {
        case .ring: .ring
        case .decide: .decide
        case .ringOn: .ringOn
        case .conclude: .conclude
        case .log: .log
        case .note: .note
        case .remember: .remember
        case .purge: .purge
        case .putSubscription: .putSubscription
        case .removeSubscription: .removeSubscription
        case .putDeadLetter: .putDeadLetter
        case .removeDeadLetter: .removeDeadLetter
        case .purgeDeadLetters: .purgeDeadLetters
        }
    }
}
