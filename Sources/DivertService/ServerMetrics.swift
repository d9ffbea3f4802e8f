import Observability
import PrometheusMetrics

/// What a server counts, and what it says about that.
struct ServerMetrics: Sendable {
    let registry: PrometheusRegistry
    private let process: ProcessMetrics

    init(version: String) {
        let registry = PrometheusRegistry { MetricName(rawValue: $0)?.help }
        self.registry = registry
        self.process = ProcessMetrics(registry, version: version)
    }

    /// The body of `/metrics`.
    var text: String {
        self.process.refresh()
        return self.registry.text
    }
}
