import CallRouting
import GroupCommit
import PersistenceSQLite

/// A database whose COMMIT fails when it is told to, before or after the real one.
struct UnsureBackend<Base: TransactionBackend>: TransactionBackend {
    enum Failing {
        case beforeWriting, afterWriting
    }

    var base: Base
    /// What becomes of the next commit; nil when it works.
    var failing: Failing?

    init(base: Base) {
        self.base = base
    }

    mutating func begin() throws(BackendFailure) { try self.base.begin() }
    mutating func apply(_ write: Base.Write) throws(BackendFailure) -> AppliedWrite { try self.base.apply(write) }
    mutating func rollback() { self.base.rollback() }
    mutating func probe() throws(BackendFailure) { try self.base.probe() }
    mutating func reopen() throws(BackendFailure) { try self.base.reopen() }
    mutating func isWritten(_ write: Base.Write) throws(BackendFailure) -> Bool { try self.base.isWritten(write) }
    mutating func close() { self.base.close() }

    mutating func commit() throws(BackendFailure) {
        let failing = self.failing
        self.failing = nil
        if failing != .beforeWriting {
            try self.base.commit()
        }
        if failing != nil {
            throw BackendFailure("COMMIT failed.", needsReopen: true)
        }
    }
}

/// Submits to a writer; reads nothing.
struct SQLiteWriterStore<Backend: TransactionBackend>: CallStore where Backend.Write == StoreWrite {
    let writer: GroupCommitWriter<Backend>

    func submit(_ write: CallWrite, then completion: @escaping @Sendable (WriteResult) -> Void) {
        self.writer.submit(.call(write), then: completion)
    }
    func observeHealth(_ observer: @escaping @Sendable (StoreHealth) -> Void) { self.writer.observeHealth(observer) }
    func call(_ id: CallID) -> CallRecord? { nil }
    func call(namedContext: String) -> CallRecord? { nil }
    func newestCalls(limit: Int) -> [CallRecord] { [] }
    func recovery(now: Timestamp) -> StoreRecovery { StoreRecovery(calls: [], repeatability: []) }
    func subscriptions() -> [SubscriptionRecord] { [] }
    func deadLetters(of resource: String, limit: Int) -> [DeadLetter] { [] }
    func deadLetter(_ id: String) -> DeadLetter? { nil }
}
