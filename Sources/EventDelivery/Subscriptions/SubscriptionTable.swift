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

    /// In the order in which they were made.
    package private(set) var entries: [Entry] = []
    private var places: [String: Int] = [:]
    /// Whether anybody is told of more than incoming calls.
    package private(set) var hearOfEnds = false

    package init() {}

    package var isFull: Bool { self.entries.count >= Self.limit }

    package subscript(_ name: String) -> Entry? {
        get { self.places[name].map { self.entries[$0] } }
        set {
            switch (self.places[name], newValue) {
            case (let place?, let entry?): self.entries[place] = entry
            case (nil, let entry?):
                self.places[name] = self.entries.count
                self.entries.append(entry)
            case (let place?, nil):
                self.entries.remove(at: place)
                self.places = Dictionary(
                    uniqueKeysWithValues: self.entries.enumerated().map { ($1.subscription.name, $0) })
            case (nil, nil): return
            }
            self.hearOfEnds = self.entries.contains { entry in
                entry.state == .valid && entry.subscription.kinds.contains { $0 != .incomingCall }
            }
        }
    }
}
