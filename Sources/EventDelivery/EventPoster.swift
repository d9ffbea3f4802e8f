package import CallRouting

/// Posts events to subscribers: the HTTP client, or a recording double.
package protocol EventPoster: Sendable {
    /// One POST; returns what came of it, never throws, and ends within about 10 s.
    func post(_ delivery: EventPost) async -> EventRecord.Attempt
}

/// One POST of one event.
package struct EventPost: Sendable, Hashable {
    package let endpoint: String
    package let headers: [EventPostHeader]
    package let body: [UInt8]

    package init(endpoint: String, headers: [EventPostHeader], body: [UInt8]) {
        self.endpoint = endpoint
        self.headers = headers
        self.body = body
    }
}

/// A header of an event's POST.
package struct EventPostHeader: Sendable, Hashable {
    package let name: String
    package let value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
