import CoreMetrics
import Synchronization

/// How many values were at most as large as each of some bounds.
final class PrometheusHistogram: TimerHandler, RecorderHandler, PrometheusSeries {
    /// The bounds, and what they are called.
    struct Buckets: Sendable {
        let bounds: [Double]
        /// What values are divided by before they are shown.
        let unit: Double

        /// Seconds, recorded in nanoseconds: from half a millisecond to two minutes.
        static let durations = Buckets(
            bounds: [
                0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120,
            ], unit: 1e9)
        /// Plain numbers.
        static let values = Buckets(
            bounds: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 100_000], unit: 1)
    }

    /// A counter for each bound, and one for what is beyond them all.
    private static let places = 18

    private let buckets: Buckets
    private let counts: InlineArray<18, Atomic<UInt64>>
    private let sum = AtomicDouble()

    init(_ buckets: Buckets) {
        self.buckets = buckets
        self.counts = InlineArray { _ in Atomic(0) }
    }

    func recordNanoseconds(_ duration: Int64) { self.record(Double(duration)) }

    func record(_ value: Int64) { self.record(Double(value)) }

    func record(_ value: Double) {
        let value = value / self.buckets.unit
        let place = self.buckets.bounds.firstIndex { value <= $0 } ?? self.buckets.bounds.count
        self.counts[min(place, Self.places - 1)].wrappingAdd(1, ordering: .relaxed)
        self.sum.add(value)
    }

    func write(to text: inout String, _ name: String, _ labels: String) {
        let separator = labels.isEmpty ? "" : ","
        var count: UInt64 = 0
        for (place, bound) in (self.buckets.bounds + [.infinity]).enumerated() {
            count += self.counts[place].load(ordering: .relaxed)
            text += PrometheusText.sample(
                "\(name)_bucket", "\(labels)\(separator)le=\"\(PrometheusText.number(bound))\"", "\(count)")
        }
        text += PrometheusText.sample("\(name)_sum", labels, PrometheusText.number(self.sum.load()))
        text += PrometheusText.sample("\(name)_count", labels, "\(count)")
    }
}
