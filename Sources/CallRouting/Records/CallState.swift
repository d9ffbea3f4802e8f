/// Where an incoming call stands. It leaves `ringing` exactly once.
package enum CallState: String, Sendable, Hashable, CaseIterable {
    /// The caller waits for a decision.
    case ringing
    /// The caller was sent to a target.
    case redirected
    /// The application, or a policy, refused the call.
    case rejected
    /// The caller hung up first.
    case cancelled
    /// Nobody decided in time.
    case expired
    /// The connection, the store or a shutdown ended it.
    case failed
}
