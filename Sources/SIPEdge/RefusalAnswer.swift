import CallAutomationModel
import CallRouting

/// Why a call was not connected, as far as a peer can be told it in words of its own.
package enum RefusalCause: String, Sendable, Hashable, CaseIterable {
    /// Nobody decided in time.
    case timeout
    /// No application could be told of the call.
    case undelivered
    /// Nobody decided in time, and the policy's target cannot be had.
    case unresolvable
    /// The application is busy.
    case busy
    /// The application forbids the call.
    case forbidden
    /// The application declines without a reason.
    case declined
    /// The server stops.
    case shutdown

    /// Nil for what the caller did itself, and for redirects.
    init?(_ decision: Decision) {
        switch decision.kind {
        case .timeout: self = .timeout
        case .undelivered: self = .undelivered
        case .unresolvable: self = .unresolvable
        case .reject(.busy): self = .busy
        case .reject(.forbidden): self = .forbidden
        case .reject(.none): self = .declined
        case .shutdown: self = .shutdown
        case .redirect, .cancel: return nil
        }
    }
}

/// What a peer is told for a cause.
package struct RefusalAnswer: Sendable, Hashable {
    /// 400 to 699.
    package let status: Int
    /// The cause value of `Reason: Q.850;cause=…` (RFC 6432), 1 to 127; nil: no Reason.
    package let q850Cause: Int?
    /// Nil: no Retry-After.
    package let retryAfterSeconds: Int?

    package init(status: Int, q850Cause: Int? = nil, retryAfterSeconds: Int? = nil) {
        self.status = status
        self.q850Cause = q850Cause
        self.retryAfterSeconds = retryAfterSeconds
    }

    var disposition: CallDisposition {
        .decline(status: self.status, retryAfterSeconds: self.retryAfterSeconds, q850Cause: self.q850Cause)
    }
}
