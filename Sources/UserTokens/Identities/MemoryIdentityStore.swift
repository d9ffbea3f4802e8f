package import CallAutomationModel
package import CallRouting

/// Identities that are forgotten with the process: the twin of the database, for tests and for trying things out.
package actor MemoryIdentityStore: IdentityStore {
    private var rows: [CommunicationIdentifier: (identity: Identity, number: Int)] = [:]
    private var arrivals = 0

    package init() {}

    package func write(_ write: IdentityWrite) -> WriteResult {
        switch write {
        case .create(let identity):
            guard self.rows[identity.id] == nil else { return .conflict }
            self.arrivals += 1
            self.rows[identity.id] = (identity, self.arrivals)
        case .revoke(let id, let moment):
            guard self.rows[id] != nil else { return .conflict }
            self.rows[id]?.identity.revocations += 1
            self.rows[id]?.identity.revokedAt = moment
        case .delete(let id):
            guard self.rows.removeValue(forKey: id) != nil else { return .conflict }
        }
        return .stored
    }

    package func identity(_ id: CommunicationIdentifier) -> Identity? {
        self.rows[id]?.identity
    }

    package func newestIdentities(of resource: String, limit: Int) -> [Identity] {
        let rows = self.rows.values.filter { $0.identity.resource == resource }.sorted { $0.number > $1.number }
        return rows.prefix(max(0, limit)).map(\.identity)
    }
}
