/// One event for one subscription, and each attempt to deliver it.
package struct EventRecord: Sendable, Hashable {
    package enum State: String, Sendable, Hashable {
        case pending, delivered, failed
    }

    /// What the event tells.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A call rings.
        case incomingCall
        // A call does not ring any more.
        case callRedirected, callRejected, callCancelled, callExpired, callFailed
    }

    /// Why an event is not delivered.
    package enum Failure: String, Sendable, Hashable, CaseIterable {
        /// The endpoint does not want it (`RetryTable`).
        case refused
        case attemptsUsedUp = "maxDeliveryAttemptsExceeded"
        /// Its time to live is over, or would be before the next attempt.
        case timeOver = "timeToLiveExceeded"
        /// The call does not ring any more, at least not there.
        case callEnded
        /// Nobody is subscribed under its name any more.
        case subscriptionRemoved
    }

    /// One POST.
    package struct Attempt: Sendable, Hashable {
        /// How much of an answer is kept, in bytes.
        package static let answerLimit = 2048

        package let at: Timestamp
        /// The HTTP status; nil when no answer came.
        package let status: Int?
        package let duration: Duration
        /// Why no answer came, or why the answer does not count; nil after success.
        package let error: String?
        /// How the answer's body begins; nil when it is empty.
        package let answer: String?

        package init(at: Timestamp, status: Int?, duration: Duration, error: String?, answer: String? = nil) {
            self.at = at
            self.status = status
            self.duration = duration
            self.error = error
            self.answer = answer
        }

        /// Event Grid counts 200 to 204 as delivered, and nothing else.
        package var isAccepted: Bool {
            self.status.map { (200...204).contains($0) } ?? false
        }
    }

    /// The event's `id`: the same on every attempt, so that a receiver can tell a repetition.
    package let id: String
    /// The name of the subscription.
    package let subscription: String
    package let kind: Kind
    /// The number of the hop that it tells of.
    package let hop: Int
    package var state: State
    /// Why it failed; nil while it has not.
    package var failure: Failure?
    package var attempts: [Attempt]

    package init(
        id: String, subscription: String, kind: Kind = .incomingCall, hop: Int = 0, state: State = .pending,
        failure: Failure? = nil, attempts: [Attempt] = []
    ) {
        self.id = id
        self.subscription = subscription
        self.kind = kind
        self.hop = hop
        self.state = state
        self.failure = failure
        self.attempts = attempts
    }
}
