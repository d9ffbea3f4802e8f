import CoreMetrics

/// A number of this moment.
final class PrometheusGauge: RecorderHandler, MeterHandler, PrometheusSeries {
    private let value = AtomicDouble()

    func record(_ value: Int64) { self.value.store(Double(value)) }

    func record(_ value: Double) { self.value.store(value) }

    func set(_ value: Int64) { self.value.store(Double(value)) }

    func set(_ value: Double) { self.value.store(value) }

    func increment(by amount: Double) { self.value.add(amount) }

    func decrement(by amount: Double) { self.value.add(-amount) }

    func write(to text: inout String, _ name: String, _ labels: String) {
        text += PrometheusText.sample(name, labels, PrometheusText.number(self.value.load()))
    }
}
