package import NIOCore

/// The timers of one actor on its event loop: a `TimerWheel` and the one wake-up that its earliest deadline needs.
package struct LoopTimers<ID: Hashable & Sendable> {
    private var wheel = TimerWheel<ID>()
    private var wakeUp: (at: NIODeadline, task: Scheduled<Void>)?
    private let loop: any EventLoop
    private let wake: @Sendable () -> Void

    /// - Parameter wake: runs on the loop when a timer may be due; it calls `popDue()` until that gives nil.
    package init(on loop: any EventLoop, wake: @escaping @Sendable () -> Void) {
        self.loop = loop
        self.wake = wake
    }

    /// How many timers run.
    package var count: Int { self.wheel.count }

    /// Starts or restarts the timer of `id`.
    package mutating func schedule(_ id: ID, after delay: Duration) {
        let deadline = self.loop.now + TimeAmount(delay)
        self.wheel.schedule(id, at: deadline)
        if let wakeUp = self.wakeUp, wakeUp.at <= deadline { return }
        self.arm()
    }

    /// Stops the timer of `id`, if it runs.
    package mutating func cancel(_ id: ID) {
        self.wheel.cancel(id)
    }

    /// Takes out one timer that is due. When it gives nil, the next wake-up is arranged.
    package mutating func popDue() -> ID? {
        if let id = self.wheel.popDue(now: self.loop.now) { return id }
        self.wakeUp = nil
        self.arm()
        return nil
    }

    private mutating func arm() {
        guard let earliest = self.wheel.earliest() else { return }
        if let wakeUp = self.wakeUp {
            guard earliest < wakeUp.at else { return }
            wakeUp.task.cancel()
        }
        let wake = self.wake
        self.wakeUp = (earliest, self.loop.scheduleTask(deadline: earliest) { wake() })
    }
}
