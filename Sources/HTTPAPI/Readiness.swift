/// Whether the server can do its work, part by part: what `/health/ready` shows.
package struct Readiness: Sendable, Hashable {
    /// What is wrong with the listeners; nil when all are bound.
    package var listeners: String?
    /// What is wrong with the store; nil when it writes.
    package var store: String?
    /// Whether the server is stopping.
    package var isDraining: Bool

    package init(listeners: String? = nil, store: String? = nil, isDraining: Bool = false) {
        self.listeners = listeners
        self.store = store
        self.isDraining = isDraining
    }

    /// Whether new calls would be taken.
    package var isReady: Bool { self.listeners == nil && self.store == nil && !self.isDraining }
}
