package import CallRouting

/// Sends requests to webhooks: the HTTP client, or a recording double.
package protocol EventPoster: Sendable {
    /// Sends one request. `then` gets what came of it: once, within about 10 s, on any thread, and perhaps before this
    /// returns.
    func post(_ delivery: EventPost, then: @escaping @Sendable (EventAnswer) -> Void)
}

/// One request to a webhook.
package struct EventPost: Sendable, Hashable {
    package enum Method: String, Sendable, Hashable {
        case post = "POST"
        /// The handshake of CloudEvents.
        case options = "OPTIONS"
    }

    package let method: Method
    package let endpoint: String
    package let headers: [EventPostHeader]
    package let body: [UInt8]
    /// Whether the connection may only lead where endpoints made through the API may lie (`AddressPolicy`).
    package let isGuarded: Bool

    package init(
        _ method: Method = .post, endpoint: String, headers: [EventPostHeader], body: [UInt8], isGuarded: Bool = false
    ) {
        self.method = method
        self.endpoint = endpoint
        self.headers = headers
        self.body = body
        self.isGuarded = isGuarded
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

/// What came of a request to a webhook.
package struct EventAnswer: Sendable, Hashable {
    /// For the record.
    package let attempt: EventRecord.Attempt
    /// How long the answer asks to wait before the next request.
    package var retryAfter: Duration?
    /// `WebHook-Allowed-Origin`, every value.
    package var allowedOrigins: [String] = []
    /// At most 64 KiB of it.
    package var body: [UInt8] = []

    package init(_ attempt: EventRecord.Attempt) {
        self.attempt = attempt
    }

    /// What it means for the event.
    package var fate: AttemptFate { RetryTable.fate(status: self.attempt.status, retryAfter: self.retryAfter) }
}
