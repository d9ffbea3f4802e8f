package import CallRouting
package import Metrics

/// What is counted about events on their way to applications (`event.…`), and how long applications take to decide. Owned
/// by the owner of the calls.
///
/// Moments are those of the calls' records, in whole milliseconds: they outlive the process, and so do these durations.
package struct EventMetrics: Sendable {
    /// What came of an attempt.
    package enum Result: String, Sendable, Hashable {
        case accepted, refused, failed
    }

    private struct Attempt: Hashable, Sendable {
        let result: Result
        /// Hundreds of the status; nil when no answer came.
        let hundreds: Int?
    }

    private var attempts: CounterFamily<Attempt>
    private var deadLetters: CounterFamily<EventRecord.Failure>
    private let duration: Timer
    private let posted: Timer
    private let accepted: Timer
    private let decision: Timer

    package init(_ factory: any MetricsFactory = MetricsSystem.factory) {
        func timer(_ name: MetricName, _ dimensions: [(String, String)] = []) -> Timer {
            Timer(label: name.rawValue, dimensions: dimensions, factory: factory)
        }
        self.attempts = CounterFamily(.deliveryAttempts, in: factory) {
            [("result", $0.result.rawValue), ("status", $0.hundreds.map { "\($0)xx" } ?? "none")]
        }
        self.deadLetters = CounterFamily(.deadLetters, in: factory) { [("reason", $0.rawValue)] }
        self.duration = timer(.deliveryDuration)
        self.posted = timer(.deliveryLag, [("until", "posted")])
        self.accepted = timer(.deliveryLag, [("until", "accepted")])
        self.decision = timer(.decisionDuration)
    }

    /// The last attempt of an event ended.
    ///
    /// - Parameter origin: when that happened which the event tells of.
    package mutating func attempted(_ event: EventRecord, _ result: Result, since origin: Timestamp) {
        guard let attempt = event.attempts.last else { return }
        // A status has three digits, but endpoints may send any.
        let hundreds = attempt.status.map { (1...5).contains($0 / 100) ? $0 / 100 : 0 }
        self.attempts.increment(Attempt(result: result, hundreds: hundreds))
        self.duration.record(attempt.duration)
        let lag = attempt.at - origin
        if event.attempts.count == 1 { self.posted.record(lag) }
        if result == .accepted { self.accepted.record(lag + attempt.duration) }
    }

    /// An event will not be delivered.
    package mutating func buried(for reason: EventRecord.Failure) { self.deadLetters.increment(reason) }

    /// A request decided a hop of a call.
    ///
    /// - Parameter events: those of the hop; nothing is recorded when none of them was accepted before.
    package func decided(at moment: Timestamp, after events: [EventRecord]) {
        let acceptances = events.compactMap { event in
            event.attempts.last { $0.isAccepted }.map { $0.at + $0.duration }
        }
        if let first = acceptances.min() { self.decision.record(moment - first) }
    }
}
