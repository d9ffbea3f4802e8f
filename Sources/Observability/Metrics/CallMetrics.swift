package import CallRouting
package import Metrics

/// What is counted about calls over SIP (`call.…`). Owned by the edge of one event loop.
package struct CallMetrics: Sendable {
    private struct Call: Hashable, Sendable {
        let trunk: String
        let outcome: CallState
    }

    private let factory: any MetricsFactory
    private var incoming: CounterFamily<Call>
    private var durations: [CallState: Timer] = [:]
    private let active: Gauge
    private var count = 0

    package init(_ factory: any MetricsFactory = MetricsSystem.factory) {
        self.factory = factory
        self.incoming = CounterFamily(.incomingCalls, in: factory) {
            [("trunk", $0.trunk), ("outcome", $0.outcome.rawValue)]
        }
        self.active = Gauge(label: MetricName.activeCalls.rawValue, factory: factory)
    }

    /// A call rings.
    package mutating func began() {
        self.count += 1
        self.active.record(self.count)
    }

    /// A call got its final response in the same step in which it came.
    package mutating func answeredAtOnce(as outcome: CallState, trunk: String) {
        self.incoming.increment(Call(trunk: trunk, outcome: outcome))
    }

    /// A call got its final response.
    ///
    /// - Parameter duration: since its INVITE; nil when a former process took that.
    package mutating func ended(as outcome: CallState, trunk: String, after duration: Duration?) {
        self.count -= 1
        self.active.record(self.count)
        self.incoming.increment(Call(trunk: trunk, outcome: outcome))
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
