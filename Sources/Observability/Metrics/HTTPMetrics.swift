package import Metrics
import Synchronization

/// What is counted about HTTP requests (`http.server.…`), on whatever thread they are answered.
package final class HTTPMetrics: Sendable {
    /// A request that is being answered.
    package struct Exchange: Sendable {
        fileprivate let method: String
        fileprivate let since: ContinuousClock.Instant
    }

    private struct Labels: Hashable, Sendable {
        let method: String
        let route: String
        let status: Int
    }

    private struct State: Sendable {
        var timers: [Labels: Timer] = [:]
        var active = 0
    }

    private let state = Mutex(State())
    private let factory: any MetricsFactory
    private let active: Gauge
    private let now: @Sendable () -> ContinuousClock.Instant

    package init(
        _ factory: any MetricsFactory = MetricsSystem.factory,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.factory = factory
        self.active = Gauge(label: MetricName.httpActiveRequests.rawValue, factory: factory)
        self.now = now
    }

    /// A request arrived whole.
    package func began(_ method: String) -> Exchange {
        self.count(by: 1)
        return Exchange(method: Self.methods.contains(method) ? method : "other", since: self.now())
    }

    /// It is answered.
    ///
    /// - Parameter route: the name of the endpoint, never the path: a client may have put anything there.
    package func ended(_ exchange: Exchange, route: String, status: Int) {
        self.count(by: -1)
        let labels = Labels(method: exchange.method, route: route, status: status)
        let timer = self.state.withLock { state in
            if let timer = state.timers[labels] { return timer }
            let timer = Timer(
                label: MetricName.httpDuration.rawValue,
                dimensions: [("method", labels.method), ("route", route), ("status", "\(status)")],
                factory: self.factory)
            state.timers[labels] = timer
            return timer
        }
        timer.record(exchange.since.duration(to: self.now()))
    }

    private func count(by change: Int) {
        let count = self.state.withLock { state in
            state.active += change
            return state.active
        }
        self.active.record(count)
    }

    /// Clients may send any token as a method.
    private static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]
}
