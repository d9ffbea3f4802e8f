/// An answer as it goes out, whole: every answer is small, so none is streamed.
package struct HTTPAnswer: Sendable, Equatable {
    /// One header field; name and value hold no line break.
    package struct Field: Sendable, Hashable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package var status: Int
    /// Without `Content-Length` and `Connection`, which belong to the connection.
    package var fields: [Field]
    /// Left out with HEAD, and with 204.
    package var body: [UInt8]

    package init(status: Int, fields: [Field] = [], body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }
}
