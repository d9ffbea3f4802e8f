package import CoreMetrics
import Synchronization

/// The metrics of a process as Prometheus reads them: the factory of swift-metrics that makes them, and their text.
///
/// Handlers are looked up here once, when they are made; counting touches nothing but an atomic number of their own. The
/// same name with the same labels is the same number, whoever made it.
package final class PrometheusRegistry: MetricsFactory {
    /// How many numbers with names and labels of their own are kept: a label that somebody outside can choose must not
    /// fill the memory. What comes on top counts for nobody.
    package static let seriesLimit = 10_000

    private struct State: Sendable {
        /// By the name in the text.
        var families: [String: Family] = [:]
        var count = 0
        var leftOut = 0
    }

    private let state = Mutex(State())
    private let help: @Sendable (_ label: String) -> String?

    /// - Parameter help: what a metric means, in one line, by its name in swift-metrics.
    package init(help: @escaping @Sendable (_ label: String) -> String? = { _ in nil }) {
        self.help = help
    }

    /// All of it in the text format 0.0.4, sorted, so that two readings can be compared.
    package var text: String {
        let (families, leftOut) = self.state.withLock { ($0.families, $0.leftOut) }
        var text = ""
        for (name, family) in families.sorted(by: { $0.key < $1.key }) {
            family.write(to: &text, as: name)
        }
        if leftOut > 0 { text += "# \(leftOut) series were left out: there are \(Self.seriesLimit) already.\n" }
        return text
    }

    // MARK: MetricsFactory

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        self.series(label, dimensions, .counter) { PrometheusCounter() }
    }

    package func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        self.series(label, dimensions, .counter) { PrometheusFractionCounter() }
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        self.series(label, dimensions, .gauge) { PrometheusGauge() }
    }

    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        guard aggregate else { return self.series(label, dimensions, .gauge) { PrometheusGauge() } }
        return self.series(label, dimensions, .histogram) { PrometheusHistogram(.values) }
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        self.series(label, dimensions, .durations) { PrometheusHistogram(.durations) }
    }

    // A number that somebody has read is not taken back.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    /// The handler of a name and its labels. One that cannot be kept, because there are too many or because the name
    /// is of another kind already, works and is not read.
    private func series<Handler: PrometheusSeries>(
        _ label: String, _ dimensions: [(String, String)], _ kind: Family.Kind, _ make: () -> Handler
    ) -> Handler {
        let name = PrometheusText.name(label) + kind.suffix
        let labels = PrometheusText.labels(dimensions)
        return self.state.withLock { state in
            var family = state.families[name] ?? Family(kind: kind, help: self.help(label))
            if let handler = family.series[labels] {
                if let handler = handler as? Handler { return handler }
            } else if family.kind == kind, state.count < Self.seriesLimit {
                let handler = make()
                family.series[labels] = handler
                state.families[name] = family
                state.count += 1
                return handler
            }
            state.leftOut += 1
            return make()
        }
    }
}
