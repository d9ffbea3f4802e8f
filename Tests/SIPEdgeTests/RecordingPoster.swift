import CallRouting
import EventDelivery
import NIOCore

/// An application that takes every event and writes it down.
actor RecordingPoster: EventPoster {
    private let loop: any EventLoop
    private(set) var posts: [EventPost] = []

    nonisolated var unownedExecutor: UnownedSerialExecutor { self.loop.executor.asUnownedSerialExecutor() }

    init(on loop: any EventLoop) {
        self.loop = loop
    }

    func post(_ delivery: EventPost) -> EventAnswer {
        self.posts.append(delivery)
        return EventAnswer(
            EventRecord.Attempt(at: Timestamp(milliseconds: 0), status: 200, duration: .zero, error: nil))
    }
}
