/// A request to a webhook, as it came.
package struct WebhookRequest: Sendable, Hashable {
    /// A header field, its name as it was written.
    package struct Header: Sendable, Hashable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package let method: String
    /// With the query.
    package let path: String
    package let headers: [Header]
    package let body: [UInt8]

    package init(method: String, path: String, headers: [Header] = [], body: [UInt8] = []) {
        self.method = method
        self.path = path
        self.headers = headers
        self.body = body
    }

    /// The value of the first field with this name, in any case.
    package func header(_ name: String) -> String? {
        self.headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// What a webhook answers.
package struct WebhookAnswer: Sendable, Hashable {
    package let status: Int
    package let headers: [WebhookRequest.Header]
    package let body: [UInt8]

    package init(_ status: Int, headers: [WebhookRequest.Header] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// An answer with a line for whoever reads it.
    package static func text(_ status: Int, _ line: String, headers: [WebhookRequest.Header] = []) -> WebhookAnswer {
        let type = WebhookRequest.Header("Content-Type", "text/plain; charset=utf-8")
        return WebhookAnswer(status, headers: [type] + headers, body: Array("\(line)\n".utf8))
    }
}
