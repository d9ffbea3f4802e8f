import CallRouting
import Foundation
import GroupCommit
import PersistenceSQLite

/// A folder for one test; it goes when the value goes.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        self.path = FileManager.default.temporaryDirectory.appendingPathComponent("divert-\(UUID())").path
        try FileManager.default.createDirectory(atPath: self.path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: self.path)
    }

    var database: String { self.path + "/calls.sqlite" }
}

/// Runs `body` with a store in a folder of its own, and closes it.
func withSQLiteStore(
    limits: WriterLimits = WriterLimits(),
    reportUnreadable: @escaping @Sendable (StoreError) -> Void = { _ in },
    _ body: (SQLiteCallStore, TemporaryFolder) async throws -> Void
) async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteCallStore.open(path: folder.database, limits: limits, reportUnreadable: reportUnreadable)
    do {
        try await body(store, folder)
    } catch {
        await store.close()
        throw error
    }
    await store.close()
}
