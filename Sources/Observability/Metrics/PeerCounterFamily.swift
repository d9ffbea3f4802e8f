import Metrics
import SIPCore

/// The counters of one name for each peer: a family of its own, so that however many peers there are, none of them
/// looks through the counters of the others.
struct PeerCounterFamily<Labels: Hashable & Sendable>: Sendable {
    /// By the number of the peer; the first is of strangers.
    private var families: [CounterFamily<Labels>]

    /// - Parameter peers: the names of the peers, by their numbers.
    init(
        _ name: MetricName, in factory: any MetricsFactory, peers: [String],
        dimensions: @escaping @Sendable (Labels) -> [(String, String)]
    ) {
        self.families = ([""] + peers).map { peer in
            CounterFamily(name, in: factory) { dimensions($0) + [("peer", peer)] }
        }
    }

    /// Counts one.
    mutating func increment(_ labels: Labels, of peer: PeerNumber) {
        let place = Int(peer.value) + 1
        self.families[self.families.indices.contains(place) ? place : 0].increment(labels)
    }
}
