/// The delivery of one event to one subscription.
///
///     idle --start--> posting --accepted--> delivered
///                     ^     '--failed--> waiting --2 s, still ringing--> posting
///                     '----------------------'  '--attempts or time used up, call over--> failed
///
/// A pure value: each input returns what its owner does next.
package struct DeliveryLifecycle: Sendable, Hashable {
    package enum State: Sendable, Hashable {
        case idle, posting, waiting, delivered, failed
    }

    package enum Action: Sendable, Hashable {
        /// POST the event; `attempt` counts from 0, as `aeg-delivery-count` does.
        case post(attempt: Int)
        /// Ask again, with `retryDue`, after the delay.
        case scheduleRetry(after: Duration)
        /// The event is delivered, or will not be; record it.
        case settle
    }

    /// How long after a failure the event is posted again.
    package static let retryDelay: Duration = .seconds(2)

    package private(set) var state: State = .idle
    private var attempts: Int
    private let maxAttempts: Int

    /// - Parameter attempts: how many were made before a restart.
    package init(maxAttempts: Int, attempts: Int = 0) {
        self.maxAttempts = maxAttempts
        self.attempts = attempts
    }

    /// The event is on disk and may leave. After a restart a pending event is posted once more in any case: nobody
    /// knows whether the last attempt arrived.
    package mutating func start() -> [Action] {
        switch self.state {
        case .idle: self.post()
        case .posting, .waiting, .delivered, .failed: []
        }
    }

    /// An attempt ended.
    ///
    /// - Parameter isWanted: whether the call still rings and the event's time is not over.
    package mutating func attemptEnded(accepted: Bool, isWanted: Bool) -> [Action] {
        switch self.state {
        case .posting where accepted:
            self.state = .delivered
            return [.settle]
        case .posting where isWanted && self.attempts < self.maxAttempts:
            self.state = .waiting
            return [.scheduleRetry(after: Self.retryDelay)]
        case .posting:
            self.state = .failed
            return [.settle]
        case .idle, .waiting, .delivered, .failed:
            return []
        }
    }

    /// The delay after a failure is over.
    package mutating func retryDue(isWanted: Bool) -> [Action] {
        switch self.state {
        case .waiting where isWanted:
            return self.post()
        case .waiting:
            self.state = .failed
            return [.settle]
        case .idle, .posting, .delivered, .failed:
            return []
        }
    }

    private mutating func post() -> [Action] {
        self.state = .posting
        self.attempts += 1
        return [.post(attempt: self.attempts - 1)]
    }
}
