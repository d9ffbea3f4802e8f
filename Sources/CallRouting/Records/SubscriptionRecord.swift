/// A subscription that was made while the server runs, as the store keeps it.
package struct SubscriptionRecord: Sendable, Hashable {
    package enum State: String, Sendable, Hashable {
        /// Its endpoint has not agreed yet.
        case pending
        /// Events are delivered.
        case valid
        /// Its endpoint did not agree in its time.
        case failed
    }

    /// Unique.
    package let name: String
    /// The subscription as JSON, opaque here. It holds secrets.
    package let definition: String
    package var state: State
    /// What to tell about the state; empty when there is nothing.
    package var reason: String
    package var changedAt: Timestamp

    package init(name: String, definition: String, state: State, reason: String = "", changedAt: Timestamp) {
        self.name = name
        self.definition = definition
        self.state = state
        self.reason = reason
        self.changedAt = changedAt
    }
}
