import CallRouting
import Metrics
import MetricsTestKit
import Observability
import Synchronization
import Testing

@Suite("A store whose operations are timed")
struct MeasuredCallStoreTests {
    /// A clock that is ten milliseconds further at each look.
    private final class Clock: Sendable {
        private let start = ContinuousClock.now
        private let looks = Mutex(0)

        func look() -> ContinuousClock.Instant {
            let count = self.looks.withLock { looks in
                looks += 1
                return looks
            }
            return self.start + .milliseconds(10 * count)
        }
    }

    @Test("Writes and reads go through and are counted by their kind")
    func timed() async throws {
        let backend = TestMetrics()
        let clock = Clock()
        let store = MeasuredCallStore(MemoryCallStore(), backend, now: { clock.look() })
        let results = AsyncStream<WriteResult>.makeStream()
        store.submit(.removeSubscription(name: "nobody")) { results.continuation.yield($0) }
        var iterator = results.stream.makeAsyncIterator()
        #expect(await iterator.next() == .conflict)
        #expect(try await store.newestCalls(limit: 1).isEmpty)
        func times(_ operation: String) throws -> [Int64] {
            try backend.expectTimer("store.operation.duration", [("store", "calls"), ("operation", operation)]).values
        }
        #expect(try times("subscription") == [10_000_000])
        #expect(try times("read") == [10_000_000])
        #expect(try times("decide") == [])
    }
}
