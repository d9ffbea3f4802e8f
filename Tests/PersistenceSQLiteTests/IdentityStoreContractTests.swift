import CallRouting
import DivertTesting
import Foundation
import GroupCommit
import PersistenceSQLite
import Testing
import UserTokens

@Suite("Identities in SQLite")
struct IdentityStoreContractTests {
    @Test("They keep the contract of every store", arguments: IdentityStoreCase.allCases)
    func contract(_ contract: IdentityStoreCase) async throws {
        try await withSQLiteStore { store, _ in
            try await contract.run(on: SQLiteIdentityStore(beside: store))
        }
    }

    @Test("A revocation that was answered is on disk, without a clean end (D3)")
    func killed() async throws {
        try await withSQLiteStore { store, folder in
            let identities = SQLiteIdentityStore(beside: store)
            let identity = IdentityStoreCase.identity(1)
            #expect(await identities.write(.create(identity)) == .stored)
            #expect(await identities.write(.revoke(identity.id, at: SampleCalls.start)) == .stored)
            let copy = try TemporaryFolder()
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: folder.database + suffix, toPath: copy.database + suffix)
            }
            let restarted = try SQLiteCallStore.open(path: copy.database)
            #expect(try await SQLiteIdentityStore(beside: restarted).identity(identity.id)?.revocations == 1)
            await restarted.close()
        }
    }

    @Test("A COMMIT that failed is read back, found or not (D6)", arguments: [true, false])
    func readBack(isWritten: Bool) async throws {
        let folder = try TemporaryFolder()
        let writer = GroupCommitWriter(backend: UnsureBackend(base: try SQLiteBackend(path: folder.database)))
        let identity = IdentityStoreCase.identity(1)
        let writes: [IdentityWrite] = [
            .create(identity), .revoke(identity.id, at: SampleCalls.start), .delete(identity.id),
        ]
        let expected: WriteResult = isWritten ? .stored : .refused("COMMIT failed.")
        for write in writes {
            await writer.withBackend { $0.failing = isWritten ? .afterWriting : .beforeWriting }
            #expect(await writer.write(write) == expected)
            if !isWritten { #expect(await writer.write(write) == .stored) }
        }
        #expect(await writer.write(.delete(identity.id)) == .conflict)
        await writer.close()
    }
}

extension GroupCommitWriter where Backend.Write == StoreWrite {
    fileprivate func write(_ write: IdentityWrite) async -> WriteResult {
        await withCheckedContinuation { continuation in
            self.submit(.identity(write)) { continuation.resume(returning: $0) }
        }
    }
}
