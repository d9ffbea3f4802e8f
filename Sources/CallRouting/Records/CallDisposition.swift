import CallAutomationModel

/// What the caller's side is told when a call ends: the final response, in protocol-neutral words.
package enum CallDisposition: Sendable, Hashable {
    /// `302 Moved Temporarily` with this URI as its one Contact; `cause` where the caller's side tells of the diversion.
    case redirect(contact: String, cause: DiversionCause? = nil)
    /// A refusal with this status; `retryAfterSeconds` becomes a `Retry-After` header, `q850Cause` a `Reason`.
    case decline(status: Int, retryAfterSeconds: Int? = nil, q850Cause: Int? = nil)

    /// The SIP status code.
    package var status: Int {
        switch self {
        case .redirect: 302
        case .decline(let status, _, _): status
        }
    }
}

/// Why a call goes somewhere else (RFC 5806 §4.2, RFC 4458 §2.2).
package enum DiversionCause: Sendable, Hashable {
    /// The application sent it away before anybody was called.
    case deflection
    /// Nobody decided in time.
    case noAnswer
    /// Every call goes there.
    case unconditional
}

extension Decision {
    /// The final response that carries out this decision (RFC 3261 §21; reject reasons as the product page maps them).
    package var disposition: CallDisposition {
        switch self.kind {
        case .redirect(_, let contact?): .redirect(contact: contact)
        case .redirect(_, nil): .decline(status: 480)
        case .reject(.busy): .decline(status: 486)
        case .reject(.forbidden): .decline(status: 403)
        case .reject(.none): .decline(status: 603)
        case .cancel: .decline(status: 487)
        case .timeout, .unresolvable: .decline(status: 480)
        case .shutdown: .decline(status: 503, retryAfterSeconds: 5)
        case .undelivered: .decline(status: 503)
        }
    }
}
