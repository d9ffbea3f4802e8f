import Foundation
import GRDB

/// The file of one database: checks what is there before anything is changed, and opens connections to it.
struct DatabaseFile: Sendable {
    let path: String

    /// How long a connection waits for another one's lock, in seconds.
    private static let busyTimeout = 2.0
    /// Files up to this size, in bytes, are checked page by page at start; larger ones would keep callers waiting.
    private static let fullCheckLimit = 64 * 1_048_576

    /// The connection that writes, of a database that is ours and has the present schema.
    func openForWriting(isFirst: Bool) throws(StoreError) -> DatabaseQueue {
        if isFirst {
            try self.checkPlace()
        }
        var configuration = Configuration()
        configuration.label = "divert.store.writer"
        configuration.busyMode = .timeout(Self.busyTimeout)
        configuration.foreignKeysEnabled = true
        // Transactions stay open from one access to the next: `SQLiteBackend` ends them.
        configuration.allowsUnsafeTransactions = true
        return try self.mapErrors {
            let queue = try DatabaseQueue(path: self.path, configuration: configuration)
            try queue.writeWithoutTransaction { database in
                let version = try self.checkOwner(database)
                try self.makeSafe(database)
                if isFirst {
                    try self.checkPages(database)
                }
                try self.migrate(database, from: version)
            }
            return queue
        }
    }

    /// A connection that cannot write.
    func openForReading() throws(StoreError) -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "divert.store.reader"
        configuration.busyMode = .timeout(Self.busyTimeout)
        configuration.readonly = true
        return try self.mapErrors { try DatabaseQueue(path: self.path, configuration: configuration) }
    }

    private func checkPlace() throws(StoreError) {
        let folder = (self.path as NSString).deletingLastPathComponent
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: self.path, isDirectory: &isFolder) {
            guard !isFolder.boolValue else { throw self.error(.notAFile, "This is a folder.") }
            return
        }
        guard folder.isEmpty || FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
            throw self.error(.folderMissing, "The folder of the database does not exist.")
        }
        // Rows hold phone numbers: the file is its owner's only, and so are the ones that SQLite adds to it.
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.createFile(atPath: self.path, contents: nil, attributes: attributes) else {
            throw self.error(.notWritable, "The database cannot be created.")
        }
    }

    /// The schema version of the file; 0 for an empty one.
    private func checkOwner(_ database: Database) throws -> Int64 {
        let owner = try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let version = try Int64.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let tables = try Int64.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        if tables == 0 && owner == 0 && version == 0 { return 0 }
        guard owner == Schema.applicationID else {
            throw self.error(.foreign, "This is a database, but none of Divert's.")
        }
        guard (1...Schema.version).contains(version) else {
            throw self.error(.newerVersion, "The database has version \(version); up to \(Schema.version) is known.")
        }
        return version
    }

    /// Write-ahead log, and a commit that waits for the disk. GRDB would choose `synchronous = NORMAL` if it were asked
    /// for the log, so both are set here and read back.
    private func makeSafe(_ database: Database) throws {
        let journal = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
        // The log's file is cut to 64 MiB after a checkpoint; up to 16 MiB of pages are kept in memory.
        try database.execute(
            sql: "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -16384")
        let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous")
        let foreignKeys = try Int.fetchOne(database, sql: "PRAGMA foreign_keys")
        guard journal == "wal", synchronous == 2, foreignKeys == 1 else {
            throw self.error(.unsuitable, "A write-ahead log with full synchronisation cannot be had here.")
        }
    }

    private func checkPages(_ database: Database) throws {
        let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
        let size = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0
        guard pages * size <= Self.fullCheckLimit else { return }
        guard try String.fetchOne(database, sql: "PRAGMA quick_check(1)") == "ok" else {
            throw self.error(.corrupt, "The database is damaged.")
        }
    }

    private func migrate(_ database: Database, from version: Int64) throws {
        guard version < Schema.version else { return }
        try database.inTransaction(.immediate) {
            for migration in Schema.migrations.dropFirst(Int(version)) {
                try database.execute(sql: migration)
            }
            try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
            try database.execute(sql: "PRAGMA user_version = \(Schema.version)")
            return .commit
        }
    }

    private func error(_ code: StoreError.Code, _ detail: String) -> StoreError {
        StoreError(code, path: self.path, detail: detail)
    }

    func mapErrors<Value>(_ body: () throws -> Value) throws(StoreError) -> Value {
        do {
            return try body()
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(error, path: self.path)
        }
    }
}
