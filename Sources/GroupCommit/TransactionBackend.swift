/// What the group-commit writer needs of a database: transactions, made of writes that can fail alone.
///
/// The writer owns its backend and calls it from one thread, one call at a time; calls may block. Between `begin` and
/// `commit` there are only `apply` calls. After any error of `begin`, `apply` or `probe` the writer calls `rollback`;
/// after an error of `commit` it calls `reopen`.
package protocol TransactionBackend: SendableMetatype {
    /// What transactions are made of.
    associatedtype Write: GroupedWrite

    /// Opens a transaction.
    mutating func begin() throws(BackendFailure)

    /// Carries out one write inside the open transaction. A write that does not fit the data leaves the transaction as
    /// it was before; an error means that the transaction as a whole is lost.
    mutating func apply(_ write: Write) throws(BackendFailure) -> AppliedWrite

    /// The same for several writes, one after the other: what `apply` made of each. A backend that has to be entered for
    /// each call does so once here.
    mutating func apply(_ writes: [Write]) throws(BackendFailure) -> [AppliedWrite]

    /// Puts the open transaction on disk. After an error nobody knows whether it is there (D6).
    mutating func commit() throws(BackendFailure)

    /// Abandons the open transaction, if there still is one.
    mutating func rollback()

    /// Commits something tiny that nobody needs, to find out whether writing works.
    mutating func probe() throws(BackendFailure)

    /// Leaves the database and opens it anew, so that reading shows what a restarted server would find.
    mutating func reopen() throws(BackendFailure)

    /// Whether a write that `apply` accepted before a failed commit is on disk. Not asked about notes and purges: they
    /// are simply carried out again.
    mutating func isWritten(_ write: Write) throws(BackendFailure) -> Bool

    /// Leaves the database for good.
    mutating func close()
}

extension TransactionBackend {
    package mutating func apply(_ writes: [Write]) throws(BackendFailure) -> [AppliedWrite] {
        var applied: [AppliedWrite] = []
        applied.reserveCapacity(writes.count)
        for write in writes { applied.append(try self.apply(write)) }
        return applied
    }
}

/// What `apply` made of a write.
package enum AppliedWrite: Sendable, Hashable {
    /// It is part of the transaction.
    case applied
    /// It is part of the transaction, and there is more to do: submit it again. Only purges, which go step by step.
    case unfinished
    /// The row was decided already, or the id exists; the transaction does not hold anything of it.
    case conflict
    /// The write itself cannot be stored, whatever the disk does; the transaction does not hold anything of it.
    case impossible(String)
}

/// Why a transaction was lost or its commit failed.
package struct BackendFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// For log and readiness. Holds no value of any row.
    package let description: String
    /// Whether trying again is pointless before the database was reopened.
    package let needsReopen: Bool

    package init(_ description: String, needsReopen: Bool) {
        self.description = description
        self.needsReopen = needsReopen
    }
}
