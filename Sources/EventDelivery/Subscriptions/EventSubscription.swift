package import CallAutomationModel
package import CallRouting

/// One receiver of events.
package struct EventSubscription: Sendable, Hashable {
    /// The shape of the events.
    package enum Schema: String, Sendable, Hashable, CaseIterable {
        /// An array with one event.
        case eventGrid
        /// CloudEvents 1.0, structured.
        case cloudEvents
    }

    /// Whether the endpoint is asked before the first delivery.
    package enum Validation: String, Sendable, Hashable, CaseIterable {
        /// Only when the subscription was made through the API, and the endpoint is not on loopback.
        case auto
        case always
    }

    package let name: String
    /// Only calls of this resource; nil for all.
    package let resource: String?
    package let endpoint: String
    /// How many POSTs an event gets at most, 1–30.
    package let maxDeliveryAttempts: Int
    /// How long after what it tells of an attempt may still begin.
    package let timeToLive: Duration
    package let filter: SubscriptionFilter
    package var schema: Schema = .eventGrid
    package var validation: Validation = .auto
    /// Which kinds of events it wants.
    package var kinds: Set<EventRecord.Kind> = [.incomingCall]
    /// Whether a decision may stand in the answer to an event.
    package var replies = false
    /// Further headers of each delivery; their values may be secret.
    package var headers: [EventPostHeader] = []
    /// Signs each delivery; nil when none is signed.
    package var signingSecret: WebhookSecret?
    /// Whether it was made through the API, so that its endpoint has to keep to `AddressPolicy`.
    package var isGuarded = false

    package init(
        name: String, resource: String?, endpoint: String, maxDeliveryAttempts: Int = 2,
        timeToLive: Duration = .seconds(60), filter: SubscriptionFilter = SubscriptionFilter()
    ) {
        self.name = name
        self.resource = resource
        self.endpoint = endpoint
        self.maxDeliveryAttempts = maxDeliveryAttempts
        self.timeToLive = timeToLive
        self.filter = filter
    }

    /// Whether this subscription hears of a call.
    package func matches(
        _ kind: EventRecord.Kind = .incomingCall, resource: String, from: CommunicationIdentifier,
        to: CommunicationIdentifier
    ) -> Bool {
        (self.resource == nil || self.resource == resource) && self.kinds.contains(kind)
            && self.filter.matches(from: from, to: to)
    }

    /// The endpoint without its query, which may hold a secret.
    package var shownEndpoint: String {
        self.endpoint.contains("?") ? self.endpoint.prefix { $0 != "?" } + "?…" : self.endpoint
    }
}
