import CallRouting
import EventDelivery
import NIOCore

/// An application that takes every event and writes it down.
actor RecordingPoster: EventPoster {
    /// How long it takes to answer.
    static let duration: Duration = .milliseconds(4)

    private let loop: any EventLoop
    private let now: @Sendable () -> Timestamp
    private(set) var posts: [EventPost] = []

    nonisolated var unownedExecutor: UnownedSerialExecutor { self.loop.executor.asUnownedSerialExecutor() }

    init(on loop: any EventLoop, now: @escaping @Sendable () -> Timestamp) {
        self.loop = loop
        self.now = now
    }

    nonisolated func post(_ delivery: EventPost, then: @escaping @Sendable (EventAnswer) -> Void) {
        self.assumeIsolated { $0.posts.append(delivery) }
        then(EventAnswer(EventRecord.Attempt(at: self.now(), status: 200, duration: Self.duration, error: nil)))
    }
}
