import Synchronization

/// A clock on which every wait is over at once; it remembers what it was asked for.
final class SkippingClock: Clock {
    struct Instant: InstantProtocol {
        var offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: self.offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - self.offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct State {
        var now = Instant(offset: .zero)
        var waits: [Duration] = []
    }

    private let state = Mutex(State())

    var now: Instant { self.state.withLock(\.now) }
    var minimumResolution: Duration { .zero }
    /// Every wait so far.
    var waits: [Duration] { self.state.withLock(\.waits) }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        self.state.withLock { state in
            state.waits.append(state.now.duration(to: deadline))
            state.now = deadline
        }
    }
}
