/// What a signature is made of, as the server received it.
public struct SignableRequest {
    /// The method, upper case on the wire.
    public var method: String
    /// The request target with its query exactly as received: percent escapes kept, nothing normalised.
    public var pathAndQuery: String
    /// `Host`, or `:authority` with HTTP/2.
    public var host: String?
    /// Computed from the received body, never taken from a header.
    public var contentHash: ContentHash
    /// The values of all field lines of a header; the name comes in lower case.
    public var header: (_ name: String) -> [String]

    /// A request.
    public init(
        method: String, pathAndQuery: String, host: String?, contentHash: ContentHash,
        header: @escaping (_ name: String) -> [String]
    ) {
        self.method = method
        self.pathAndQuery = pathAndQuery
        self.host = host
        self.contentHash = contentHash
        self.header = header
    }
}
