package import CallRouting

extension CallStore {
    /// Submits one write and waits for what became of it.
    package func write(_ write: CallWrite) async -> WriteResult {
        await withCheckedContinuation { continuation in
            self.submit(write) { continuation.resume(returning: $0) }
        }
    }

    /// Submits writes one right after the other, then waits for all of them; the results are in the order of the writes.
    package func write(_ writes: [CallWrite]) async -> [WriteResult] {
        let (stream, continuation) = AsyncStream<(Int, WriteResult)>.makeStream()
        for (index, write) in writes.enumerated() {
            self.submit(write) { continuation.yield((index, $0)) }
        }
        var results: [Int: WriteResult] = [:]
        if !writes.isEmpty {
            for await (index, result) in stream {
                results[index] = result
                if results.count == writes.count { break }
            }
        }
        return writes.indices.compactMap { results[$0] }
    }

    /// Every health from now on; the present one first.
    package var healths: AsyncStream<StoreHealth> {
        let (stream, continuation) = AsyncStream<StoreHealth>.makeStream()
        self.observeHealth { continuation.yield($0) }
        return stream
    }
}
