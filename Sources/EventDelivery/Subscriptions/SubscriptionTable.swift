package import CallRouting

/// The subscriptions that there are right now: those of the configuration, and those that were made through the API.
package struct SubscriptionTable: Sendable, Hashable {
    /// A subscription and where it stands.
    package struct Entry: Sendable, Hashable {
        package let subscription: EventSubscription
        package let isConfigured: Bool
        package var state: SubscriptionRecord.State
        /// What to tell about the state; empty when there is nothing.
        package var reason = ""
        /// When the state began.
        package var changedAt: Timestamp
        /// The handshake that goes on; nil when there is none.
        package var validation: EndpointValidation?

        package init(
            _ subscription: EventSubscription, isConfigured: Bool, state: SubscriptionRecord.State,
            reason: String = "", changedAt: Timestamp
        ) {
            self.subscription = subscription
            self.isConfigured = isConfigured
            self.state = state
            self.reason = reason
            self.changedAt = changedAt
        }
    }

    /// How many there may be: each call is matched against every one.
    package static let limit = 1_000

    private var names: [String] = []
    private var byName: [String: Entry] = [:]

    package init() {}

    /// In the order in which they were made.
    package var entries: [Entry] { self.names.compactMap { self.byName[$0] } }

    package var isFull: Bool { self.names.count >= Self.limit }

    package subscript(_ name: String) -> Entry? {
        get { self.byName[name] }
        set {
            if let newValue {
                if self.byName.updateValue(newValue, forKey: name) == nil { self.names.append(name) }
            } else if self.byName.removeValue(forKey: name) != nil {
                self.names.removeAll { $0 == name }
            }
        }
    }
}
