import NIOConcurrencyHelpers
package import NIOCore

/// What other loops hand to one loop: done there in its order, a limited number at a time, so that the loop's own sockets
/// are read in between, and bounded, so that a loop that is slower than the others together does not let it grow.
package final class Mailbox: Sendable {
    private struct State {
        var waiting: [@Sendable () -> Void] = []
        var isWakeUpDue = false
    }

    /// How much is done before the loop looks after its sockets.
    private static let atOnce = 256
    /// A task that is due at once would be run before the sockets are looked at.
    private static let pause: TimeAmount = .microseconds(50)

    private let loop: any EventLoop
    private let limit: Int
    /// NIO's lock, because the thread sanitizer sees it, which it does not with `Mutex`.
    private let state = NIOLockedValueBox(State())

    package init(of loop: any EventLoop, limit: Int) {
        self.loop = loop
        self.limit = limit
    }

    /// Whether there is room for one more.
    package var hasRoom: Bool { self.state.withLockedValue { $0.waiting.count < self.limit } }

    /// Hands something over, if there is room for it.
    ///
    /// - Parameter isBounded: whether the limit holds. News about what is there already are always taken.
    /// - Returns: false when there is no room.
    @discardableResult
    package func post(isBounded: Bool = true, _ body: @escaping @Sendable () -> Void) -> Bool {
        let (isTaken, mustWake) = self.state.withLockedValue { state in
            guard !isBounded || state.waiting.count < self.limit else { return (false, false) }
            state.waiting.append(body)
            defer { state.isWakeUpDue = true }
            return (true, !state.isWakeUpDue)
        }
        if mustWake { self.loop.execute { self.empty() } }
        return isTaken
    }

    private func empty() {
        let bodies = self.state.withLockedValue { state in
            let bodies = Array(state.waiting.prefix(Self.atOnce))
            state.waiting.removeFirst(bodies.count)
            return bodies
        }
        for body in bodies { body() }
        let isMoreDue = self.state.withLockedValue { state in
            state.isWakeUpDue = !state.waiting.isEmpty
            return state.isWakeUpDue
        }
        if isMoreDue { self.loop.scheduleTask(in: Self.pause) { self.empty() } }
    }
}
