package import CallAutomationModel
package import CallRouting
import GRDB
import GroupCommit
package import UserTokens

/// The identities of a server, in the file of its calls: their writes share the commits of calls.
package struct SQLiteIdentityStore: IdentityStore {
    private let calls: SQLiteCallStore

    /// The identities beside these calls; they end with that store.
    package init(beside calls: SQLiteCallStore) {
        self.calls = calls
    }

    package func write(_ write: IdentityWrite) async -> WriteResult {
        await withCheckedContinuation { continuation in
            self.calls.writer.submit(.identity(write)) { continuation.resume(returning: $0) }
        }
    }

    package func identity(_ id: CommunicationIdentifier) async throws -> Identity? {
        try await self.identities("WHERE id = ?", [.text(id.rawID)]).first?.get()
    }

    /// Rows that cannot be understood are reported and left out.
    package func newestIdentities(of resource: String, limit: Int) async throws -> [Identity] {
        self.calls.readable(
            try await self.identities(
                "WHERE resource = ? ORDER BY number DESC LIMIT ?", [.text(resource), .integer(max(0, limit))]))
    }

    private func identities(
        _ tail: String, _ values: [SQLValue]
    ) async throws -> [Result<Identity, StoreError>] {
        let path = self.calls.path
        return try await self.calls.reader.read { database in
            try database.records("SELECT * FROM identities " + tail, values, "Identity row", path: path) {
                row throws(StoreError) in try Identity(row)
            }
        }
    }
}
