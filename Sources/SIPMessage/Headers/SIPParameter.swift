/// One parameter of a URI or of a header field value: `name` or `name=value`.
public struct SIPParameter: Hashable, Sendable {
    /// The name as written; names are compared without case.
    public let name: String
    /// The value without quotes or escapes; nil when there is no `=`.
    public let value: String?

    /// A parameter to be written.
    public init(_ name: String, _ value: String? = nil) {
        self.name = name
        self.value = value
    }
}
