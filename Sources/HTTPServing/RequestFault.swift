/// Why what a client sent is no request that anybody could answer in its own terms.
package enum RequestFault: Sendable, Hashable, CaseIterable {
    /// The bytes do not follow RFC 9112, or contradict themselves: two lengths, a length and chunks, another version.
    case malformed
    /// A request line or header fields beyond `HTTPLimits`.
    case headTooLarge
    /// The request line and the header fields did not arrive in their time.
    case headLate
    /// HTTP/1.1 without `Host` (RFC 9112 §3.2).
    case hostMissing
    /// More than one `Host`.
    case hostRepeated
}
