package import Metrics

/// The counters of one name, one for each set of labels, made when they are first needed.
///
/// Labels come from our own vocabularies and from the configuration, so there are few of them. Owned by one actor.
package struct CounterFamily<Labels: Hashable & Sendable>: Sendable {
    private let name: MetricName
    private let factory: any MetricsFactory
    private let dimensions: @Sendable (Labels) -> [(String, String)]
    /// So few that looking at each is quicker than hashing one.
    private var counters: [(labels: Labels, counter: Counter)] = []

    package init(
        _ name: MetricName, in factory: any MetricsFactory,
        dimensions: @escaping @Sendable (Labels) -> [(String, String)]
    ) {
        self.name = name
        self.factory = factory
        self.dimensions = dimensions
    }

    /// Counts one.
    package mutating func increment(_ labels: Labels) {
        for known in self.counters where known.labels == labels { return known.counter.increment() }
        let counter = Counter(label: self.name.rawValue, dimensions: self.dimensions(labels), factory: self.factory)
        self.counters.append((labels, counter))
        counter.increment()
    }
}
