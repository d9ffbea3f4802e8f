import CallAutomationModel
import CallRouting
import Synchronization
import UserTokens

/// Identities on a disk that can become sick. Reading fails, or, when said so, writing alone.
final class SickIdentityStore: IdentityStore {
    private struct Failure: Error {}
    private enum Health { case well, sick, unwritable }

    private let memory = MemoryIdentityStore()
    private let health = Mutex(Health.well)

    /// - Parameter reading: Whether reading still works.
    func becomeSick(reading: Bool = false) { self.health.withLock { $0 = reading ? .unwritable : .sick } }

    func write(_ write: IdentityWrite) async -> WriteResult {
        guard self.health.withLock({ $0 == .well }) else { return .refused("disk full") }
        return await self.memory.write(write)
    }

    func identity(_ id: CommunicationIdentifier) async throws -> Identity? {
        guard self.health.withLock({ $0 != .sick }) else { throw Failure() }
        return await self.memory.identity(id)
    }

    func newestIdentities(of resource: String, limit: Int) async throws -> [Identity] {
        await self.memory.newestIdentities(of: resource, limit: limit)
    }
}
