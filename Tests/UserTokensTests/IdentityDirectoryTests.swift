import CallAutomationModel
import CallRouting
import DivertTesting
import Synchronization
import Testing
import UserTokens

@Suite("Identities, remembered")
struct IdentityDirectoryTests {
    private static let identity = IdentityStoreCase.identity(1)
    private static let moment = SampleCalls.start

    @Test("An identity is read once, and anew after every write about it")
    func remembers() async throws {
        let store = CountingStore()
        let directory = IdentityDirectory(store)
        _ = await directory.write(.create(Self.identity))
        for _ in 0..<3 { #expect(try await directory.identity(Self.identity.id) == Self.identity) }
        #expect(store.reads == 1)
        _ = await directory.write(.revoke(Self.identity.id, at: Self.moment))
        #expect(try await directory.identity(Self.identity.id)?.revocations == 1)
        _ = await directory.write(.delete(Self.identity.id))
        #expect(try await directory.identity(Self.identity.id) == nil)
    }

    @Test("What was read while a revocation was on its way is not remembered")
    func racingRead() async throws {
        let store = CountingStore()
        let directory = IdentityDirectory(store)
        _ = await directory.write(.create(Self.identity))
        // The read has the old row in its hand when the revocation begins, and comes home after it is on disk.
        store.holdNextRead()
        async let old = directory.identity(Self.identity.id)
        await store.waitUntilHeld()
        #expect(await directory.write(.revoke(Self.identity.id, at: Self.moment)) == .stored)
        store.release()
        #expect(try await old == Self.identity)
        #expect(try await directory.identity(Self.identity.id)?.revocations == 1)
    }

    @Test("Only so many are remembered")
    func bound() async throws {
        let store = CountingStore()
        let directory = IdentityDirectory(store, capacity: 2)
        let identities = (1...3).map { IdentityStoreCase.identity($0) }
        for identity in identities { _ = await directory.write(.create(identity)) }
        for identity in identities { _ = try await directory.identity(identity.id) }
        #expect(store.reads == 3)
        _ = try await directory.identity(identities[2].id)
        #expect(store.reads == 3)
        _ = try await directory.identity(identities[0].id)
        #expect(store.reads == 4)
    }

    @Test("In memory, identities keep the contract of every store", arguments: IdentityStoreCase.allCases)
    func memory(contract: IdentityStoreCase) async throws {
        try await contract.run(on: MemoryIdentityStore())
    }
}

/// A store in memory that counts what is read, and can keep one reader waiting with what was read.
private final class CountingStore: IdentityStore {
    private struct State {
        var reads = 0
        var holdsNext = false
        var held: CheckedContinuation<Void, Never>?
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let memory = MemoryIdentityStore()
    private let state = Mutex(State())

    var reads: Int { self.state.withLock { $0.reads } }

    func holdNextRead() { self.state.withLock { $0.holdsNext = true } }

    func waitUntilHeld() async {
        await withCheckedContinuation { continuation in
            let isHeld = self.state.withLock { state in
                if state.held == nil { state.waiter = continuation }
                return state.held != nil
            }
            if isHeld { continuation.resume() }
        }
    }

    func release() { self.state.withLock { $0.held }?.resume() }

    func write(_ write: IdentityWrite) async -> WriteResult { await self.memory.write(write) }

    func identity(_ id: CommunicationIdentifier) async throws -> Identity? {
        let isHeld = self.state.withLock { state in
            state.reads += 1
            defer { state.holdsNext = false }
            return state.holdsNext
        }
        let found = await self.memory.identity(id)
        if isHeld {
            await withCheckedContinuation { continuation in
                self.state.withLock { state in
                    state.held = continuation
                    return state.waiter
                }?.resume()
            }
        }
        return found
    }

    func newestIdentities(of resource: String, limit: Int) async throws -> [Identity] {
        await self.memory.newestIdentities(of: resource, limit: limit)
    }
}
