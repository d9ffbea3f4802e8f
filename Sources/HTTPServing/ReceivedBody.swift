/// What became of a request's body.
package enum ReceivedBody: Sendable, Hashable {
    /// All of it; empty when there is none.
    case whole([UInt8])
    /// Longer than `HTTPLimits.body`.
    case tooLarge
    /// It did not arrive in its time.
    case late
    /// It ended early.
    case cutOff
    /// It cannot be read: broken chunks (RFC 9112 §7.1), or a stream of HTTP/2 that breaks the rules.
    case malformed
}
