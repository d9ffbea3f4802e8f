package import NIOCore

/// The timers of one actor on its event loop: a `TimerWheel` and the one wake-up that its earliest deadline needs.
package struct LoopTimers {
    private var wheel = TimerWheel()
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

    /// Starts a timer.
    ///
    /// - Parameters:
    ///   - token: given back when the timer is due.
    ///   - tolerance: how much later it may fire. Timers with the same tolerance share their wake-ups.
    package mutating func schedule(
        _ token: UInt64, after delay: Duration, tolerance: TimeAmount = .zero
    ) -> TimerHandle {
        var deadline = self.loop.now + TimeAmount(delay)
        if tolerance > .zero {
            let step = UInt64(tolerance.nanoseconds)
            deadline = .uptimeNanoseconds((deadline.uptimeNanoseconds + step - 1) / step * step)
        }
        let timer = self.wheel.schedule(token, at: deadline)
        if let wakeUp = self.wakeUp, wakeUp.at <= deadline { return timer }
        self.arm()
        return timer
    }

    /// Stops a timer, if it still runs.
    package mutating func cancel(_ timer: TimerHandle) {
        self.wheel.cancel(timer)
    }

    /// Takes out one timer that is due. When it gives nil, the next wake-up is arranged.
    package mutating func popDue() -> (timer: TimerHandle, token: UInt64)? {
        if let due = self.wheel.popDue(now: self.loop.now) { return due }
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
