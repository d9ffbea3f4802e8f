/// A clock that stands still: a wait ends only with its task. Each wait that begins is told.
struct StandingClock: Clock {
    typealias Instant = SkippingClock.Instant

    let waits: AsyncStream<Duration>
    private let began: AsyncStream<Duration>.Continuation

    init() {
        (self.waits, self.began) = AsyncStream.makeStream()
    }

    var now: Instant { Instant(offset: .zero) }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        self.began.yield(deadline.offset)
        await forever()
        try Task.checkCancellation()
    }
}

/// Returns when the task is cancelled.
func forever() async {
    let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
    for await _ in stream {}
    continuation.finish()
}
