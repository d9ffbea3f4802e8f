extension Configuration {
    /// Who is told of incoming calls (`events`).
    package struct Events: Sendable, Hashable {
        /// May be empty.
        package var subscriptions: [Subscription]
    }

    /// A webhook (`events.subscriptions[]`).
    package struct Subscription: Sendable, Hashable {
        /// Unique.
        package var name: String
        /// Name of the resource whose calls it is told of; nil: all resources.
        package var resource: String?
        /// Where events are posted.
        package var endpoint: WebAddress
        /// 1–30.
        package var maxDeliveryAttempts: Int
        package var timeToLiveSeconds: Int
        package var filter: Filter

        package init(
            name: String, resource: String? = nil, endpoint: WebAddress, maxDeliveryAttempts: Int = 2,
            timeToLiveSeconds: Int = 60, filter: Filter = Filter()
        ) {
            self.name = name
            self.resource = resource
            self.endpoint = endpoint
            self.maxDeliveryAttempts = maxDeliveryAttempts
            self.timeToLiveSeconds = timeToLiveSeconds
            self.filter = filter
        }
    }

    /// Which calls a subscription wants: one pattern of each list must match. Patterns have the syntax of
    /// `Route.pattern` and are checked for syntax only.
    package struct Filter: Sendable, Hashable {
        /// By callee.
        package var to: [String]
        /// By caller.
        package var from: [String]

        package init(to: [String] = ["*"], from: [String] = ["*"]) {
            self.to = to
            self.from = from
        }
    }
}

extension Configuration.Events {
    init(reading reader: SettingReader) throws(ConfigurationError) {
        self.subscriptions = []
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
        for later in ["schema", "validation", "replies"] {
            try reader.word("\(path).\(later)")
        }
        self.maxDeliveryAttempts = try reader.integer("\(path).maxDeliveryAttempts")
        self.timeToLiveSeconds = try reader.integer("\(path).timeToLiveSeconds")
        let pattern = { (text: String) in IdentifierText.isPattern(text) ? text : nil }
        self.filter = Configuration.Filter(
            to: try reader.texts("\(path).filter.to", pattern), from: try reader.texts("\(path).filter.from", pattern))
    }
}
