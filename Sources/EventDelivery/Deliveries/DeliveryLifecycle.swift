package import CallRouting

/// The delivery of one event to one subscription.
///
///     idle --start--> queued --admitted--> posting --delivered--> delivered
///                      ^ ^                    |
///                      | '----retry due---- waiting <--failed, time and attempts left
///     failed <---- refused · attempts used up · time over · call over
///
/// A pure value: each input returns what its owner does next.
package struct DeliveryLifecycle: Sendable, Hashable {
    package enum State: Sendable, Hashable {
        case idle, queued, posting, waiting, delivered
        case failed(EventRecord.Failure)
    }

    package enum Action: Sendable, Hashable {
        /// Let the event wait for a place among the requests to its endpoint; call `admitted` when it has one.
        case enqueue
        /// POST the event; `attempt` counts from 0, as `aeg-delivery-count` does.
        case post(attempt: Int)
        /// Ask again, with `retryDue`, after the delay.
        case scheduleRetry(after: Duration)
        case cancelRetry
        /// The event is delivered (nil), or will not be; record it.
        case settle(EventRecord.Failure?)
    }

    package private(set) var state: State = .idle
    private var attempts: Int
    private let maxAttempts: Int

    /// - Parameter attempts: how many were made before a restart.
    package init(maxAttempts: Int, attempts: Int = 0) {
        self.maxAttempts = maxAttempts
        self.attempts = attempts
    }

    /// Whether nothing more will happen.
    package var isSettled: Bool {
        switch self.state {
        case .delivered, .failed: true
        case .idle, .queued, .posting, .waiting: false
        }
    }

    /// The event is on disk and may leave. After a restart a pending event is posted once more in any case: nobody
    /// knows whether the last attempt arrived.
    package mutating func start() -> [Action] {
        switch self.state {
        case .idle: self.enqueue()
        case .queued, .posting, .waiting, .delivered, .failed: []
        }
    }

    /// The event has a place among the requests to its endpoint. Unless it returns `post`, the place is free again.
    package mutating func admitted(_ window: DeliveryWindow) -> [Action] {
        switch (self.state, window) {
        case (.queued, .open):
            self.state = .posting
            self.attempts += 1
            return [.post(attempt: self.attempts - 1)]
        case (.queued, .closed(let failure)):
            return self.fail(failure)
        case (.idle, _), (.posting, _), (.waiting, _), (.delivered, _), (.failed, _):
            return []
        }
    }

    /// Too many events wait for the endpoint already. That is no attempt.
    package mutating func turnedAway(_ window: DeliveryWindow, jitter: Double) -> [Action] {
        guard case .queued = self.state else { return [] }
        return self.retry(notBefore: .zero, window, jitter: jitter)
    }

    /// An attempt ended.
    ///
    /// - Parameter jitter: a random number from 0 to 1.
    package mutating func attemptEnded(_ fate: AttemptFate, _ window: DeliveryWindow, jitter: Double) -> [Action] {
        guard case .posting = self.state else { return [] }
        switch fate {
        case .delivered:
            self.state = .delivered
            return [.settle(nil)]
        case .refused:
            return self.fail(.refused)
        case .failed(let notBefore):
            if case .closed(let failure) = window { return self.fail(failure) }
            guard self.attempts < self.maxAttempts else { return self.fail(.attemptsUsedUp) }
            return self.retry(notBefore: notBefore, window, jitter: jitter)
        }
    }

    /// The delay after a failure is over.
    package mutating func retryDue(_ window: DeliveryWindow) -> [Action] {
        guard case .waiting = self.state else { return [] }
        switch window {
        case .open: return self.enqueue()
        case .closed(let failure): return self.fail(failure)
        }
    }

    /// Nobody needs the event any more. An attempt that is under way may still deliver it.
    package mutating func withdrawn(_ failure: EventRecord.Failure) -> [Action] {
        switch self.state {
        case .waiting: [.cancelRetry] + self.fail(failure)
        case .idle, .queued: self.fail(failure)
        case .posting, .delivered, .failed: []
        }
    }

    private mutating func enqueue() -> [Action] {
        self.state = .queued
        return [.enqueue]
    }

    private mutating func retry(notBefore: Duration, _ window: DeliveryWindow, jitter: Double) -> [Action] {
        let delay = RetryTable.delay(afterAttempts: self.attempts, notBefore: notBefore, jitter: jitter)
        switch window {
        case .closed(let failure): return self.fail(failure)
        case .open(let remaining) where delay >= remaining: return self.fail(.timeOver)
        case .open:
            self.state = .waiting
            return [.scheduleRetry(after: delay)]
        }
    }

    private mutating func fail(_ failure: EventRecord.Failure) -> [Action] {
        self.state = .failed(failure)
        return [.settle(failure)]
    }
}

/// Whether another attempt to deliver an event makes sense.
package enum DeliveryWindow: Sendable, Hashable {
    /// Attempts may begin for so long.
    case open(remaining: Duration)
    case closed(EventRecord.Failure)
}
