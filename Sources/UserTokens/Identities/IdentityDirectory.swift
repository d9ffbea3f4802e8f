package import CallAutomationModel
package import CallRouting
import WebTokens

/// The identities of this server: the store, and in front of it the ones that were asked for lately.
///
/// Only this server writes to its store, and every write passes here: what is remembered is what is on disk. A revocation
/// counts from the moment at which it is on disk, before it is answered.
package actor IdentityDirectory {
    private let store: any IdentityStore
    private var remembered: BoundedCache<CommunicationIdentifier, Identity>
    /// Counts writes. What was read while one was on its way may be old, and is not remembered.
    private var changes = 0

    /// - Parameter capacity: How many identities are remembered at most.
    package init(_ store: any IdentityStore, capacity: Int = 10_000) {
        self.store = store
        self.remembered = BoundedCache(capacity: capacity)
    }

    /// The identity with this id; nil when there is none (any more).
    package func identity(_ id: CommunicationIdentifier) async throws -> Identity? {
        if let identity = self.remembered[id] { return identity }
        let changes = self.changes
        let found = try await self.store.identity(id)
        if let found, changes == self.changes { self.remembered.insert(found, for: id) }
        return found
    }

    /// The newest identities of a resource, newest first, at most `limit`.
    package func newest(of resource: String, limit: Int) async throws -> [Identity] {
        try await self.store.newestIdentities(of: resource, limit: limit)
    }

    /// Carries out one write, and answers when it is on disk.
    package func write(_ write: IdentityWrite) async -> WriteResult {
        self.forget(write)
        let result = await self.store.write(write)
        // Whoever read meanwhile may have read what was there before.
        self.forget(write)
        return result
    }

    private func forget(_ write: IdentityWrite) {
        self.changes += 1
        switch write {
        case .create(let identity): self.remembered.remove(identity.id)
        case .revoke(let id, _), .delete(let id): self.remembered.remove(id)
        }
    }
}
