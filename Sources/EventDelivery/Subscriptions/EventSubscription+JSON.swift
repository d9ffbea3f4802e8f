package import CallAutomationModel
package import CallRouting

/// A subscription as the API takes it and as the store keeps it. Everything but `endpoint` may be left out.
///
/// ```json
/// {"endpoint": "https://app.example/events", "schema": "cloudEvents", "validation": "auto", "replies": false,
///  "maxDeliveryAttempts": 2, "timeToLiveSeconds": 60, "headers": {"Authorization": "Bearer …"},
///  "signingSecret": "whsec_…", "eventTypes": ["Microsoft.Communication.IncomingCall"],
///  "filter": {"to": ["+1425*"], "from": ["*"], "subjectBeginsWith": "/caller/4:",
///             "advancedFilters": [{"operatorType": "StringIn", "key": "data.to.rawId", "values": ["4:+14255550100"]}]}}
/// ```
extension EventSubscription {
    private static let attempts = 1...30
    private static let seconds = 1...86_400
    private static let patternLimit = 100
    private static let endpointLimit = 2048

    /// Reads one; unknown members are ignored. Whether `endpoint` is a URL is not looked at.
    ///
    /// Throws code `8523` with the wrong member in `target`.
    package init(name: String, resource: String?, body: [UInt8]) throws(CommunicationError) {
        let members = try JSONMembers(body: body)
        let endpoint = try members.requiredString("endpoint")
        guard endpoint.utf8.count <= Self.endpointLimit else {
            throw .invalidArgument(
                target: "endpoint", "“endpoint” must be at most \(Self.endpointLimit) bytes long.")
        }
        self.init(
            name: name, resource: resource, endpoint: endpoint,
            maxDeliveryAttempts: try Self.integer("maxDeliveryAttempts", Self.attempts, of: members) ?? 2,
            timeToLive: .seconds(try Self.integer("timeToLiveSeconds", Self.seconds, of: members) ?? 60),
            filter: try SubscriptionFilter(json: try members.value("filter")))
        self.schema = try Self.word("schema", of: members) ?? .eventGrid
        self.validation = try Self.word("validation", of: members) ?? .auto
        self.replies = try members.bool("replies") ?? false
        self.headers = try Self.headers(try members.value("headers"))
        if let text = try members.string("signingSecret") {
            guard let secret = WebhookSecret(text) else {
                throw .invalidArgument(
                    target: "signingSecret", "“signingSecret” must be whsec_ and 24 to 64 bytes in Base64.")
            }
            self.signingSecret = secret
        }
        if let types = try members.texts("eventTypes", limit: Self.patternLimit) {
            self.kinds = []
            for type in types {
                guard let kind = EventRecord.Kind(eventType: type) else {
                    let known = EventRecord.Kind.allCases.map(\.eventType).joined(separator: ", ")
                    throw .invalidArgument(target: "eventTypes", "“eventTypes” must be some of \(known).")
                }
                self.kinds.insert(kind)
            }
        }
    }

    /// Reads one that the store kept. Throws code `8523` when it is none of ours.
    package init(_ record: SubscriptionRecord) throws(CommunicationError) {
        let body = Array(record.definition.utf8)
        try self.init(name: record.name, resource: try JSONMembers(body: body).string("resource"), body: body)
        self.isGuarded = true
    }

    /// Writes the members, secrets too: for the store alone.
    package func definition() -> String {
        var text = JSONText(capacity: 1024)
        text.object { text in
            text.member("endpoint", self.endpoint)
            text.member("resource", orNull: self.resource)
            self.writeSettings(to: &text)
            text.name("headers")
            text.object { text in
                for header in self.headers { text.member(header.name, header.value) }
            }
            if let secret = self.signingSecret { text.member("signingSecret", secret.text) }
        }
        return String(decoding: text.bytes, as: UTF8.self)
    }

    /// Writes the members that are no secrets, without the endpoint.
    package func writeSettings(to text: inout JSONText) {
        text.member("schema", self.schema.rawValue)
        text.member("validation", self.validation.rawValue)
        text.member("replies", self.replies)
        text.member("maxDeliveryAttempts", self.maxDeliveryAttempts)
        text.member("timeToLiveSeconds", self.timeToLive.components.seconds)
        text.member("eventTypes", EventRecord.Kind.allCases.filter(self.kinds.contains).map(\.eventType))
        text.name("filter")
        text.object { text in
            text.member("to", self.filter.to)
            text.member("from", self.filter.from)
            text.member("subjectBeginsWith", self.filter.subjectBeginsWith)
            text.name("advancedFilters")
            text.array { text in
                for filter in self.filter.advanced { filter.write(to: &text) }
            }
        }
    }

    private static func integer(
        _ name: String, _ range: ClosedRange<Int>, of members: JSONMembers
    ) throws(CommunicationError) -> Int? {
        guard let value = try members.integer(name) else { return nil }
        guard range.contains(value) else {
            throw .invalidArgument(
                target: name, "“\(name)” must be from \(range.lowerBound) to \(range.upperBound).")
        }
        return value
    }

    private static func word<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String, of members: JSONMembers
    ) throws(CommunicationError) -> Word? {
        guard let text = try members.string(name) else { return nil }
        guard let word = Word(rawValue: text) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: " or ")
            throw .invalidArgument(target: name, "“\(name)” must be \(words).")
        }
        return word
    }

    private static func headers(_ value: JSONValue?) throws(CommunicationError) -> [EventPostHeader] {
        guard let value else { return [] }
        guard case .object(let members) = value, members.count <= CustomHeaders.limit else {
            throw .invalidArgument(
                target: "headers", "“headers” must be an object with at most \(CustomHeaders.limit) members.")
        }
        var headers: [EventPostHeader] = []
        for member in members {
            guard let text = member.value.string, let header = CustomHeaders.header(member.name, text) else {
                throw .invalidArgument(
                    target: "headers", "“headers” holds a name or a value that a delivery cannot carry.")
            }
            headers.append(header)
        }
        return headers
    }
}

extension SubscriptionFilter {
    private static let limit = 100

    fileprivate init(json value: JSONValue?) throws(CommunicationError) {
        guard let value else {
            self.init()
            return
        }
        let members = try JSONMembers(value, at: "filter")
        var advanced: [AdvancedFilter] = []
        switch try members.value("advancedFilters") {
        case nil: break
        case .array(let elements)? where elements.count <= AdvancedFilter.valueLimit:
            for element in elements { advanced.append(try AdvancedFilter(json: element)) }
        case .some:
            throw .invalidArgument(
                target: "filter.advancedFilters",
                "“filter.advancedFilters” must be an array of at most \(AdvancedFilter.valueLimit) objects.")
        }
        self.init(
            to: try members.texts("to", limit: Self.limit) ?? [],
            from: try members.texts("from", limit: Self.limit) ?? [],
            subjectBeginsWith: try members.string("subjectBeginsWith") ?? "", advanced: advanced)
    }
}

extension AdvancedFilter {
    fileprivate init(json value: JSONValue) throws(CommunicationError) {
        let path = "filter.advancedFilters"
        let members = try JSONMembers(value, at: path)
        let wanted = try members.requiredString("operatorType")
        guard let kind = Operator.allCases.first(where: { $0.rawValue.lowercased() == wanted.lowercased() }) else {
            let words = Operator.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalidArgument(target: "\(path).operatorType", "“\(path).operatorType” must be one of \(words).")
        }
        let key = try members.requiredString("key")
        guard
            let filter = Self(kind, key: key, values: try members.texts("values", limit: Self.valueLimit) ?? [])
        else {
            throw .invalidArgument(
                target: path,
                "“\(path)” needs a key below data.to or data.from, and 1 to \(Self.valueLimit) values.")
        }
        self = filter
    }

    fileprivate func write(to text: inout JSONText) {
        text.object { text in
            text.member("operatorType", self.operator.rawValue)
            text.member("key", self.key)
            text.member("values", self.values)
        }
    }
}

extension JSONMembers {
    /// The texts of an array; nil when it is absent.
    fileprivate func texts(_ name: String, limit: Int) throws(CommunicationError) -> [String]? {
        guard let value = try self.value(name) else { return nil }
        guard case .array(let elements) = value, elements.count <= limit,
            elements.allSatisfy({ ($0.string?.utf8.count ?? .max) <= 1024 })
        else {
            throw .invalidArgument(
                target: self.path(of: name), "“\(self.path(of: name))” must be an array of at most \(limit) strings.")
        }
        return elements.compactMap(\.string)
    }
}

extension JSONText {
    fileprivate mutating func member(_ name: String, _ values: [String]) {
        self.name(name)
        self.array { text in
            for value in values { text.string(value) }
        }
    }
}
