package import GRDB
package import GroupCommit

/// One SQLite connection that writes, as the group-commit writer wants it.
package struct SQLiteBackend: TransactionBackend {
    private let file: DatabaseFile
    /// Nil after a reopening that failed.
    private var queue: DatabaseQueue?
    /// Whether the last failed commit may have left frames behind the end of the write-ahead log (see `reopen`).
    private var mustSeal = false

    /// How many transactions were committed so far.
    package private(set) var commits = 0

    /// Opens the database at `path`, and creates it when there is none.
    package init(path: String) throws(StoreError) {
        self.file = DatabaseFile(path: path)
        self.queue = try self.file.openForWriting(isFirst: true)
    }

    package mutating func begin() throws(BackendFailure) {
        try self.access { try $0.cachedStatement(sql: "BEGIN IMMEDIATE").execute() }
    }

    package mutating func apply(_ write: StoreWrite) throws(BackendFailure) -> AppliedWrite {
        try self.access { try $0.apply(write) }
    }

    package mutating func apply(_ writes: [StoreWrite]) throws(BackendFailure) -> [AppliedWrite] {
        try self.access { database in try writes.map { try database.apply($0) } }
    }

    package mutating func commit() throws(BackendFailure) {
        var mustSeal = false
        defer { self.mustSeal = self.mustSeal || mustSeal }
        try self.access { database in
            do {
                try database.cachedStatement(sql: "COMMIT").execute()
            } catch let error as DatabaseError {
                mustSeal = !error.leftCommitUnwritten
                throw error
            }
        }
        self.commits += 1
    }

    package mutating func rollback() {
        try? self.access { database in
            if database.isInsideTransaction {
                try database.execute(sql: "ROLLBACK")
            }
        }
    }

    package mutating func probe() throws(BackendFailure) {
        try self.access { try $0.execute(sql: "UPDATE probe SET count = count + 1") }
        self.commits += 1
    }

    /// Opens the file anew.
    ///
    /// A commit that failed while the log was being synchronised may have left whole frames behind the end of the log.
    /// Nobody sees them, but a restarted server would take them for committed. So before anybody is told that they are
    /// not there, the log is moved into the database and emptied.
    package mutating func reopen() throws(BackendFailure) {
        try? self.queue?.close()
        self.queue = nil
        do throws(StoreError) {
            self.queue = try self.file.openForWriting(isFirst: false)
        } catch {
            throw BackendFailure(error)
        }
        if self.mustSeal {
            guard try self.checkpoint() else {
                throw BackendFailure("The write-ahead log could not be emptied.", needsReopen: true)
            }
            self.mustSeal = false
        }
    }

    package mutating func isWritten(_ write: StoreWrite) throws(BackendFailure) -> Bool {
        try self.access { database in
            switch write {
            case .call(let write): try database.isWritten(write)
            case .identity(let write): try database.isWritten(write)
            }
        }
    }

    package mutating func close() {
        _ = try? self.checkpoint()
        try? self.queue?.close()
        self.queue = nil
    }

    /// Moves the log into the database and empties it; false when somebody reads from the log.
    private func checkpoint() throws(BackendFailure) -> Bool {
        try self.access { try Int.fetchOne($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)") == 0 }
    }

    /// Runs `body` with the connection.
    package func access<Value>(_ body: (Database) throws -> Value) throws(BackendFailure) -> Value {
        guard let queue = self.queue else {
            throw BackendFailure("The database is not open.", needsReopen: true)
        }
        do {
            return try queue.writeWithoutTransaction(body)
        } catch {
            throw BackendFailure(error)
        }
    }
}
