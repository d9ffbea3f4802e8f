import CallAutomationModel
import CallRouting
package import UserTokens

/// One thing that every `IdentityStore` does. Each case runs against an empty store.
///
/// `run` throws a `CallStoreDefect` when the store does something else; what a case promises is its description.
package enum IdentityStoreCase: String, CaseIterable, Sendable, CustomStringConvertible {
    case keepsEverything = "Everything about an identity is read back as it was written"
    case createsOnce = "An id exists once"
    case revokes = "Each revocation is counted, and the last one's time is kept"
    case deletes = "A deleted identity is gone, and cannot be revoked or deleted again"
    case findsNobody = "Of an identity that never was there is nothing to revoke or delete"
    case listsNewest = "Lists hold one resource's identities and begin with the newest"

    package var description: String { self.rawValue }

    private static let created = SampleCalls.start

    /// The identity with this number, of the resource `contoso` unless said otherwise.
    package static func identity(_ number: Int, of resource: String = "contoso") -> Identity {
        Identity(
            id: CommunicationIdentifier(rawID: "8:acs:\(resource)_\(number)"), resource: resource,
            createdAt: self.created + .milliseconds(number))
    }

    /// Runs the case against an empty store.
    package func run(on store: any IdentityStore) async throws {
        switch self {
        case .keepsEverything: try await Self.keepsEverything(store)
        case .createsOnce: try await Self.createsOnce(store)
        case .revokes: try await Self.revokes(store)
        case .deletes: try await Self.deletes(store)
        case .findsNobody: try await Self.findsNobody(store)
        case .listsNewest: try await Self.listsNewest(store)
        }
    }

    private static func keepsEverything(_ store: any IdentityStore) async throws {
        var identity = self.identity(1)
        try demand(await store.write(.create(identity)), is: .stored, "result")
        try demand(try await store.identity(identity.id), is: identity, "the identity")
        identity = Identity(
            id: CommunicationIdentifier(rawID: "8:acs:contoso_old"), resource: "contoso", createdAt: self.created,
            revocations: 3, revokedAt: self.created + .seconds(1))
        try demand(await store.write(.create(identity)), is: .stored, "result")
        try demand(try await store.identity(identity.id), is: identity, "the identity that was revoked before")
    }

    private static func createsOnce(_ store: any IdentityStore) async throws {
        let identity = self.identity(1)
        let other = Identity(id: identity.id, resource: "other", createdAt: self.created)
        try demand(await store.write(.create(identity)), is: .stored, "result")
        try demand(await store.write(.create(other)), is: .conflict, "the second result")
        try demand(try await store.identity(identity.id), is: identity, "the identity")
    }

    private static func revokes(_ store: any IdentityStore) async throws {
        let (identity, bystander) = (self.identity(1), self.identity(2))
        for identity in [identity, bystander] { _ = await store.write(.create(identity)) }
        var expected = identity
        for number in 1...2 {
            let moment = self.created + .seconds(number)
            try demand(await store.write(.revoke(identity.id, at: moment)), is: .stored, "result")
            expected.revocations = number
            expected.revokedAt = moment
            try demand(try await store.identity(identity.id), is: expected, "the identity")
        }
        try demand(try await store.identity(bystander.id), is: bystander, "another identity")
    }

    private static func deletes(_ store: any IdentityStore) async throws {
        let (identity, bystander) = (self.identity(1), self.identity(2))
        for identity in [identity, bystander] { _ = await store.write(.create(identity)) }
        try demand(await store.write(.delete(identity.id)), is: .stored, "result")
        try demand(try await store.identity(identity.id), is: nil, "the identity")
        try demand(await store.write(.delete(identity.id)), is: .conflict, "the second deletion")
        try demand(await store.write(.revoke(identity.id, at: self.created)), is: .conflict, "a late revocation")
        try demand(try await store.newestIdentities(of: "contoso", limit: 9), is: [bystander], "the list")
    }

    private static func findsNobody(_ store: any IdentityStore) async throws {
        let id = self.identity(1).id
        try demand(try await store.identity(id), is: nil, "the identity")
        try demand(await store.write(.revoke(id, at: self.created)), is: .conflict, "revocation")
        try demand(await store.write(.delete(id)), is: .conflict, "deletion")
        try demand(try await store.newestIdentities(of: "contoso", limit: 9), is: [], "the list")
    }

    private static func listsNewest(_ store: any IdentityStore) async throws {
        let identities = (1...3).map { self.identity($0) }
        for identity in identities + [self.identity(4, of: "other")] { _ = await store.write(.create(identity)) }
        let newest = Array(identities.reversed())
        try demand(try await store.newestIdentities(of: "contoso", limit: 9), is: newest, "the whole list")
        try demand(
            try await store.newestIdentities(of: "contoso", limit: 2), is: Array(newest.prefix(2)), "two identities")
        try demand(try await store.newestIdentities(of: "contoso", limit: -1), is: [], "less than none")
    }
}
