/// A request to a webhook, as it came.
package struct WebhookRequest: Sendable {
    package let method: String
    /// With the query.
    package let path: String
    /// In order, names as they were written.
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]

    package init(method: String, path: String, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.method = method
        self.path = path
        self.headers = headers
        self.body = body
    }
}
