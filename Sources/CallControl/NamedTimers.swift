import LoopTimers
import NIOCore

/// `LoopTimers` that are known by a name of their owner's. Each name has at most one timer; scheduling it again replaces
/// that.
struct NamedTimers<ID: Hashable & Sendable> {
    private var timers: LoopTimers
    private var running: [ID: TimerHandle] = [:]
    /// The names by the places of their timers.
    private var names: [ID?] = []

    /// - Parameter wake: runs on the loop when a timer may be due; it calls `popDue()` until that gives nil.
    init(on loop: any EventLoop, wake: @escaping @Sendable () -> Void) {
        self.timers = LoopTimers(on: loop, wake: wake)
    }

    /// How many timers run.
    var count: Int { self.running.count }

    /// Starts or restarts the timer of `id`.
    mutating func schedule(_ id: ID, after delay: Duration) {
        if let timer = self.running[id] { self.timers.cancel(timer) }
        let timer = self.timers.schedule(0, after: delay)
        self.running[id] = timer
        let place = Int(timer.place)
        if place >= self.names.count {
            self.names.append(contentsOf: repeatElement(nil, count: place + 1 - self.names.count))
        }
        self.names[place] = id
    }

    /// Stops the timer of `id`, if it runs.
    mutating func cancel(_ id: ID) {
        guard let timer = self.running.removeValue(forKey: id) else { return }
        self.names[Int(timer.place)] = nil
        self.timers.cancel(timer)
    }

    /// Takes out one timer that is due. When it gives nil, the next wake-up is arranged.
    mutating func popDue() -> ID? {
        guard let place = self.timers.popDue()?.timer.place, let id = self.names[Int(place)] else { return nil }
        self.names[Int(place)] = nil
        self.running[id] = nil
        return id
    }
}
