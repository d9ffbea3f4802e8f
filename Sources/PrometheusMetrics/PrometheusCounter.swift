import CoreMetrics
import Synchronization

/// A number that only grows.
final class PrometheusCounter: CounterHandler, PrometheusSeries {
    private let value = Atomic<Int64>(0)

    func increment(by amount: Int64) { self.value.wrappingAdd(amount, ordering: .relaxed) }

    func reset() { self.value.store(0, ordering: .relaxed) }

    func write(to text: inout String, _ name: String, _ labels: String) {
        text += PrometheusText.sample(name, labels, "\(self.value.load(ordering: .relaxed))")
    }
}

/// The same in fractions, for seconds.
final class PrometheusFractionCounter: FloatingPointCounterHandler, PrometheusSeries {
    private let value = AtomicDouble()

    func increment(by amount: Double) { self.value.add(max(amount, 0)) }

    func reset() { self.value.store(0) }

    func write(to text: inout String, _ name: String, _ labels: String) {
        text += PrometheusText.sample(name, labels, PrometheusText.number(self.value.load()))
    }
}
