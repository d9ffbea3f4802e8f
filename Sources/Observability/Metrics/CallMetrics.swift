package import CallRouting
package import Metrics

/// What is counted about calls over SIP (`call.…`). Owned by the edge of one event loop.
package struct CallMetrics: Sendable {
    private let factory: any MetricsFactory
    /// By the name of the peer.
    private var incoming: [String: CounterFamily<CallState>] = [:]
    private var durations: [CallState: Timer] = [:]
    private let active: Gauge
    private var count = 0

    package init(_ factory: any MetricsFactory = MetricsSystem.factory) {
        self.factory = factory
        self.active = Gauge(label: MetricName.activeCalls.rawValue, factory: factory)
    }

    /// A call rings.
    package mutating func began() {
        self.count += 1
        self.active.record(self.count)
    }

    /// A call got its final response in the same step in which it came.
    package mutating func answeredAtOnce(as outcome: CallState, trunk: String) {
        self.answered(outcome, trunk, after: .zero)
    }

    /// A call got its final response.
    ///
    /// - Parameter duration: since its INVITE; nil when a former process took that.
    package mutating func ended(as outcome: CallState, trunk: String, after duration: Duration?) {
        self.count -= 1
        self.active.record(self.count)
        self.answered(outcome, trunk, after: duration)
    }

    private mutating func answered(_ outcome: CallState, _ trunk: String, after duration: Duration?) {
        let factory = self.factory
        self.incoming[
            trunk,
            default: CounterFamily(.incomingCalls, in: factory) { [("trunk", trunk), ("outcome", $0.rawValue)] }
        ].increment(outcome)
        guard let duration else { return }
        let timer =
            self.durations[outcome]
            ?? Timer(
                label: MetricName.offerDuration.rawValue, dimensions: [("outcome", outcome.rawValue)],
                factory: self.factory)
        self.durations[outcome] = timer
        timer.record(duration)
    }
}
