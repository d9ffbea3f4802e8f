/// What a webhook answers; give it to your HTTP server as it is.
public struct WebhookAnswer: Hashable, Sendable {
    /// The HTTP status.
    public let status: Int
    /// Names and values, each name once.
    public let headers: [String: String]
    /// May be empty.
    public let body: [UInt8]

    /// An answer.
    public init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    static func json(_ status: Int, headers: [String: String] = [:], _ body: [UInt8]) -> Self {
        Self(
            status: status, headers: headers.merging(["Content-Type": "application/json; charset=utf-8"]) { $1 },
            body: body)
    }
}
