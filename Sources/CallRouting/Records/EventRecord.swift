/// One event for one subscription, and each attempt to deliver it.
package struct EventRecord: Sendable, Hashable {
    package enum State: String, Sendable, Hashable {
        case pending, delivered, failed
    }

    /// One POST.
    package struct Attempt: Sendable, Hashable {
        package let at: Timestamp
        /// The HTTP status; nil when no answer came.
        package let status: Int?
        package let duration: Duration
        /// Why no answer came, or why the answer does not count; nil after success.
        package let error: String?

        package init(at: Timestamp, status: Int?, duration: Duration, error: String?) {
            self.at = at
            self.status = status
            self.duration = duration
            self.error = error
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
    /// The number of the hop that it tells of.
    package let hop: Int
    package var state: State
    package var attempts: [Attempt]

    package init(
        id: String, subscription: String, hop: Int = 0, state: State = .pending, attempts: [Attempt] = []
    ) {
        self.id = id
        self.subscription = subscription
        self.hop = hop
        self.state = state
        self.attempts = attempts
    }
}
