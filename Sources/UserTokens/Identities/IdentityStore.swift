package import CallAutomationModel
package import CallRouting

/// Where identities and their revocations are kept.
///
/// A write is on disk when it says `stored`, not before. The database implements this from outside; `MemoryIdentityStore`
/// is its twin, and both pass the same suite.
package protocol IdentityStore: Sendable {
    /// Carries out one write. It is not stopped by the end of the task that asks for it.
    func write(_ write: IdentityWrite) async -> WriteResult

    /// The identity with this id; nil when there is none (any more).
    func identity(_ id: CommunicationIdentifier) async throws -> Identity?

    /// The newest identities of a resource, newest first, at most `limit`.
    func newestIdentities(of resource: String, limit: Int) async throws -> [Identity]
}

/// One change of the identities.
package enum IdentityWrite: Sendable, Hashable {
    /// A new one; `conflict` when the id exists.
    case create(Identity)
    /// All tokens issued so far become void; `conflict` when there is no such identity.
    case revoke(CommunicationIdentifier, at: Timestamp)
    /// It is gone, and with it all its tokens; `conflict` when there is no such identity.
    case delete(CommunicationIdentifier)
}
