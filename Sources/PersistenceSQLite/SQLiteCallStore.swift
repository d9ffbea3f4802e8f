package import CallRouting
package import GroupCommit

/// The calls of a server in one SQLite file.
///
/// Writes go through a `GroupCommitWriter`, reads over a connection of their own that never waits for a commit.
package struct SQLiteCallStore: CallStore {
    package typealias Writer = GroupCommitWriter<SQLiteBackend>

    /// Owns the connection that writes.
    package let writer: Writer
    let reader: ReadConnection
    let path: String
    let reportUnreadable: @Sendable (StoreError) -> Void

    /// Opens the database at `path`, and creates it when there is none.
    ///
    /// `reportUnreadable` hears of rows that lists and recovery had to leave out. Throws a `StoreError` when there is
    /// something at the path that is not a sound database of ours, or the place cannot be written.
    package static func open(
        path: String, limits: WriterLimits = WriterLimits(),
        reportUnreadable: @escaping @Sendable (StoreError) -> Void = { _ in }
    ) throws(StoreError) -> SQLiteCallStore {
        let backend = try SQLiteBackend(path: path)
        return SQLiteCallStore(
            writer: Writer(backend: backend, limits: limits), reader: ReadConnection(file: DatabaseFile(path: path)),
            path: path, reportUnreadable: reportUnreadable)
    }

    /// Commits what is queued, moves the write-ahead log into the database and leaves the file. Nobody may submit any
    /// more, and reads fail from now on.
    package func close() async {
        await self.reader.close()
        await self.writer.close()
    }

    package func submit(_ write: CallWrite, then completion: @escaping @Sendable (WriteResult) -> Void) {
        self.writer.submit(.call(write), then: completion)
    }

    package func submit(_ batch: [CallSubmission]) {
        self.writer.submit(batch.map { (write: .call($0.write), completion: $0.completion) })
    }

    package func observeHealth(_ observer: @escaping @Sendable (StoreHealth) -> Void) {
        self.writer.observeHealth(observer)
    }
}
