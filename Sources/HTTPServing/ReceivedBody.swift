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
    /// Its chunks cannot be read (RFC 9112 §7.1).
    case malformed
}
