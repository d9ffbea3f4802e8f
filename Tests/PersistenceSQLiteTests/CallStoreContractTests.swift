import CallRouting
import DivertTesting
import GroupCommit
import PersistenceSQLite
import Testing

@Suite("Every store keeps the same contract")
struct CallStoreContractTests {
    @Test("In memory", arguments: CallStoreCase.allCases)
    func memory(_ contract: CallStoreCase) async throws {
        try await contract.run(on: MemoryCallStore())
    }

    @Test("In SQLite", arguments: CallStoreCase.allCases)
    func sqlite(_ contract: CallStoreCase) async throws {
        try await withSQLiteStore { store, _ in
            try await contract.run(on: store)
        }
    }

    @Test("On the disk that can be made sick, while it is well", arguments: CallStoreCase.allCases)
    func faulty(_ contract: CallStoreCase) async throws {
        let store = FaultyCallStore()
        try await contract.run(on: store)
        await store.writer.close()
    }
}
