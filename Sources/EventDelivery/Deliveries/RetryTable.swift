import CallRouting

/// What comes after an attempt to deliver an event: the whole policy, on one page.
///
/// | answer | what it means | source |
/// |---|---|---|
/// | 200, 201, 202, 203, 204 | delivered | Event Grid, delivery and retry |
/// | 400, 401, 403, 413 | never again | Event Grid, delivery and retry (webhooks) |
/// | 410, 415 | never again | HTTP 1.1 Web Hooks for Event Delivery §2.2 |
/// | 3xx | again, never followed | HTTP 1.1 Web Hooks for Event Delivery §2.2 |
/// | any other status, or none | again | Event Grid, delivery and retry |
/// | a failure with `Retry-After` | again, not before | RFC 9110 §10.2.3 |
///
/// Event Grid begins again after 10 s and goes on for hours. An incoming call rings for half a minute, so our steps are
/// seconds: with thirty seconds to ring, an endpoint that comes back is asked five times. They vary by a fifth, so that the
/// calls that an outage met do not come back all at once.
package enum RetryTable {
    /// How long after the first, second, … failure the event is posted again; the last one holds for all further ones.
    private static let steps: [Duration] = [
        .seconds(2), .seconds(5), .seconds(10), .seconds(10), .seconds(30), .seconds(60),
    ]
    /// By how much a step varies at most, as a part of it, to either side.
    private static let variation = 0.2

    /// What an attempt came to.
    ///
    /// - Parameters:
    ///   - status: nil when no answer came.
    ///   - retryAfter: how long the answer asks to wait; nil when it does not.
    package static func fate(status: Int?, retryAfter: Duration? = nil) -> AttemptFate {
        switch status {
        case 200?, 201?, 202?, 203?, 204?: .delivered
        case 400?, 401?, 403?, 413?, 410?, 415?: .refused
        case nil, .some: .failed(notBefore: retryAfter ?? .zero)
        }
    }

    /// How long to wait after a failure.
    ///
    /// - Parameters:
    ///   - attempts: how many attempts have failed, 1 after the first.
    ///   - jitter: a random number from 0 to 1.
    package static func delay(afterAttempts attempts: Int, notBefore: Duration, jitter: Double) -> Duration {
        let step = self.steps[min(max(attempts, 1), self.steps.count) - 1]
        let factor = 1 + self.variation * (2 * min(max(jitter, 0), 1) - 1)
        return max(.milliseconds(Int64(Double(step.wholeMilliseconds) * factor)), notBefore)
    }
}

/// What an attempt to deliver an event came to.
package enum AttemptFate: Sendable, Hashable {
    case delivered
    /// The endpoint does not want the event, whenever it comes.
    case refused
    case failed(notBefore: Duration)
}
