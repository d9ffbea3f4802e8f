/// A response as it goes on the wire.
///
/// A server transaction keeps one of these to send again when the request comes again, so it is printed only once.
public struct EncodedResponse: Hashable, Sendable {
    /// 100 to 699.
    public let statusCode: Int
    /// The whole message.
    public let bytes: [UInt8]

    /// A response that was already printed.
    public init(statusCode: Int, bytes: [UInt8]) {
        self.statusCode = statusCode
        self.bytes = bytes
    }
}
