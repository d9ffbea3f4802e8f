/// What comes over a SIP transport: a request or a response (RFC 3261 §7).
public enum SIPMessage: Hashable, Sendable {
    /// A request.
    case request(SIPRequest)
    /// A response.
    case response(SIPResponse)

    /// The header fields.
    public var headers: SIPHeaders {
        switch self {
        case .request(let request): request.headers
        case .response(let response): response.headers
        }
    }

    /// The body.
    public var body: ArraySlice<UInt8> {
        switch self {
        case .request(let request): request.body
        case .response(let response): response.body
        }
    }

    /// The message as it goes on the wire.
    public func serialized() -> [UInt8] {
        switch self {
        case .request(let request): request.serialized()
        case .response(let response): response.serialized()
        }
    }
}
