package import CallRouting
package import EventDelivery

extension Configuration {
    /// Who is told of calls (`events`).
    package struct Events: Sendable, Hashable {
        /// May be empty.
        package var subscriptions: [Subscription]
        /// Whether subscriptions made through the API may lead to private and link-local addresses.
        package var allowPrivateEndpoints: Bool
        package var deadLetters: DeadLetters
    }

    /// How long events that were not delivered are kept.
    package struct DeadLetters: Sendable, Hashable {
        package var keepDays: Int
        package var keepCount: Int
    }

    /// A webhook (`events.subscriptions[]`).
    package struct Subscription: Sendable, Hashable {
        /// Unique.
        package var name: String
        /// Name of the resource whose calls it is told of; nil: all resources.
        package var resource: String?
        /// Where events are posted.
        package var endpoint: WebAddress
        package var schema: EventSubscription.Schema = .eventGrid
        package var validation: EventSubscription.Validation = .auto
        package var replies = false
        package var headers: [EventPostHeader] = []
        package var signingSecret: WebhookSecret?
        /// At least one.
        package var kinds: Set<EventRecord.Kind> = [.incomingCall]
        /// 1–30.
        package var maxDeliveryAttempts: Int
        package var timeToLiveSeconds: Int
        package var filter: SubscriptionFilter

        package init(
            name: String, resource: String? = nil, endpoint: WebAddress, maxDeliveryAttempts: Int = 2,
            timeToLiveSeconds: Int = 60, filter: SubscriptionFilter = SubscriptionFilter(to: ["*"], from: ["*"])
        ) {
            self.name = name
            self.resource = resource
            self.endpoint = endpoint
            self.maxDeliveryAttempts = maxDeliveryAttempts
            self.timeToLiveSeconds = timeToLiveSeconds
            self.filter = filter
        }
    }
}

extension Configuration.Events {
    init(reading reader: SettingReader) throws(ConfigurationError) {
        self.subscriptions = []
        self.allowPrivateEndpoints = try reader.boolean("events.allowPrivateEndpoints")
        self.deadLetters = Configuration.DeadLetters(
            keepDays: try reader.integer("events.deadLetters.keepDays"),
            keepCount: try reader.integer("events.deadLetters.keepCount"))
        for index in 0..<reader.count(of: "events.subscriptions") {
            let path = "events.subscriptions[\(index)]"
            let subscription = try Configuration.Subscription(reading: reader, at: path)
            if self.subscriptions.contains(where: { $0.name == subscription.name }) {
                throw reader.refused("\(path).name", expected: "every name once", found: "\(subscription.name) again")
            }
            self.subscriptions.append(subscription)
        }
    }
}

extension Configuration.Subscription {
    init(reading reader: SettingReader, at path: String) throws(ConfigurationError) {
        self.name = try reader.text("\(path).name", SettingName.parse)
        self.resource = try reader.optionalText("\(path).resource", SettingName.parse)
        self.endpoint = try reader.text("\(path).endpoint", { Configuration.WebAddress($0) })
        self.schema = try reader.choice("\(path).schema")
        self.validation = try reader.choice("\(path).validation")
        self.replies = try reader.boolean("\(path).replies")
        self.headers = try reader.optionalTexts("\(path).headers", CustomHeaders.header(line:)) ?? []
        guard self.headers.count <= CustomHeaders.limit else {
            throw reader.refused(
                "\(path).headers", expected: "at most \(CustomHeaders.limit) headers", found: "\(self.headers.count)")
        }
        self.signingSecret = try reader.optionalText("\(path).signingSecret", { WebhookSecret($0) })
        self.kinds = Set(try reader.texts("\(path).eventTypes") { EventRecord.Kind(eventType: $0) })
        self.maxDeliveryAttempts = try reader.integer("\(path).maxDeliveryAttempts")
        self.timeToLiveSeconds = try reader.integer("\(path).timeToLiveSeconds")
        let pattern = { (text: String) in IdentifierText.isPattern(text) ? text : nil }
        self.filter = SubscriptionFilter(
            to: try reader.texts("\(path).filter.to", pattern), from: try reader.texts("\(path).filter.from", pattern),
            subjectBeginsWith: try reader.optionalText("\(path).filter.subjectBeginsWith", { $0 }) ?? "",
            advanced: try reader.optionalTexts("\(path).filter.advancedFilters", { AdvancedFilter(line: $0) }) ?? [])
    }
}
