package import CallRouting
import Dispatch
package import GroupCommit

/// A disk in memory with faults: what a `GroupCommitWriter` does about them can be tested without a database (D13).
package struct FaultyBackend: TransactionBackend {
    /// What it was asked to do.
    package enum Step: Sendable, Hashable {
        case committed(writes: Int), commitFailed, hanging, rolledBack, probed, reopened, reopenFailed, closed
    }

    package var faults = DiskFaults()
    /// What is on disk.
    package private(set) var disk = MemoryCallTable()
    /// Every step so far.
    package private(set) var steps: [Step] = []
    /// The number of writes of each successful commit.
    package private(set) var commits: [Int] = []
    private var transaction: (table: MemoryCallTable, writes: Int)?
    private let report: @Sendable (Step) -> Void

    /// `report` hears of every step, on the writer's thread.
    package init(report: @escaping @Sendable (Step) -> Void = { _ in }) {
        self.report = report
    }

    package mutating func begin() throws(BackendFailure) {
        guard self.faults.failingBegins == 0 else {
            self.faults.failingBegins -= 1
            throw BackendFailure("No transaction can be had.", needsReopen: true)
        }
        self.transaction = (self.disk, 0)
    }

    package mutating func apply(_ write: CallWrite) throws(BackendFailure) -> AppliedWrite {
        guard var transaction = self.transaction else {
            throw BackendFailure("There is no transaction.", needsReopen: false)
        }
        let number = write.sampleNumber
        guard !self.faults.isFull, !(number.map { self.faults.poisonous.contains($0) } ?? false) else {
            throw BackendFailure("The disk is full.", needsReopen: false)
        }
        if let number, self.faults.impossible.contains(number) {
            return .impossible("The write is too big.")
        }
        // The table is let go first, so that changing it does not copy it.
        self.transaction = nil
        let isApplied = transaction.table.apply(write)
        transaction.writes += 1
        self.transaction = transaction
        return isApplied ? .applied : .conflict
    }

    package mutating func commit() throws(BackendFailure) {
        guard let (table, writes) = self.transaction else {
            throw BackendFailure("There is no transaction.", needsReopen: false)
        }
        self.transaction = nil
        if let delay = self.faults.delay {
            _ = DispatchSemaphore(value: 0).wait(timeout: .now() + delay)
        }
        switch self.faults.commits.isEmpty ? .works : self.faults.commits.removeFirst() {
        case .works: break
        case .hangs(let semaphore):
            self.take(.hanging)
            semaphore.wait()
        case .failsBeforeWriting:
            self.take(.commitFailed)
            throw BackendFailure("COMMIT failed.", needsReopen: true)
        case .failsAfterWriting:
            self.disk = table
            self.take(.commitFailed)
            throw BackendFailure("COMMIT failed.", needsReopen: true)
        }
        self.disk = table
        self.commits.append(writes)
        self.take(.committed(writes: writes))
    }

    package mutating func rollback() {
        self.transaction = nil
        self.take(.rolledBack)
    }

    package mutating func probe() throws(BackendFailure) {
        guard !self.faults.isFull else {
            throw BackendFailure("The disk is full.", needsReopen: false)
        }
        self.take(.probed)
    }

    package mutating func reopen() throws(BackendFailure) {
        guard self.faults.failingReopens == 0 else {
            self.faults.failingReopens -= 1
            self.take(.reopenFailed)
            throw BackendFailure("The database cannot be opened.", needsReopen: true)
        }
        self.take(.reopened)
    }

    package mutating func isWritten(_ write: CallWrite) throws(BackendFailure) -> Bool {
        switch write {
        case .ring(let call), .log(let call): self.disk.call(call.id) != nil
        case .decide(let call, _), .conclude(let call): self.disk.call(call.id)?.decision == call.decision
        case .ringOn(let call, _): (self.disk.call(call.id)?.hopNumber ?? 0) >= call.hopNumber
        case .remember(let record): self.disk.repeatability(record.key) != nil
        case .note, .purge, .putSubscription, .removeSubscription, .putDeadLetter, .removeDeadLetter,
            .purgeDeadLetters:
            false
        }
    }

    package mutating func close() {
        self.take(.closed)
    }

    private mutating func take(_ step: Step) {
        self.steps.append(step)
        self.report(step)
    }
}

extension CallWrite {
    /// The number of the sample call that the write is about.
    fileprivate var sampleNumber: UInt64? {
        switch self {
        case .ring(let call), .decide(let call, _), .ringOn(let call, _), .conclude(let call), .log(let call),
            .note(let call):
            call.id.sampleNumber
        case .remember(let record): record.callID.sampleNumber
        case .purge, .putSubscription, .removeSubscription, .putDeadLetter, .removeDeadLetter, .purgeDeadLetters: nil
        }
    }
}

extension CallID {
    /// The number that `SampleCalls.ringing` made the id of.
    fileprivate var sampleNumber: UInt64 { self.low & 0x3fff_ffff_ffff_ffff }
}
