package import CallAutomationModel

/// One configured receiver of events.
package struct EventSubscription: Sendable, Hashable {
    package let name: String
    /// Only calls of this resource; nil for all.
    package let resource: String?
    package let endpoint: String
    /// How many POSTs an event gets at most, 1–30.
    package let maxDeliveryAttempts: Int
    /// How long after the call arrived an attempt may still begin.
    package let timeToLive: Duration
    package let filter: SubscriptionFilter

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
    package func matches(resource: String, from: CommunicationIdentifier, to: CommunicationIdentifier) -> Bool {
        (self.resource == nil || self.resource == resource) && self.filter.matches(from: from, to: to)
    }
}
