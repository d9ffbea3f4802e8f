import DequeModule

/// The way to one endpoint: so many requests at once, and a queue for the others. An endpoint that is slow fills its own
/// lane, and nobody else's.
package struct DeliveryLane<Ticket: Sendable>: Sendable {
    package enum Admission: Sendable, Hashable {
        /// There is a place; say `left` when it is free again.
        case admitted
        /// It waits for one: `left` gives it back.
        case queued
        /// So many wait already that it would not have its turn in time.
        case full
    }

    private let concurrency: Int
    private let capacity: Int
    private var running = 0
    private var waiting: Deque<Ticket> = []

    /// - Parameters:
    ///   - concurrency: how many requests run at once.
    ///   - capacity: how many more wait.
    package init(concurrency: Int = 64, capacity: Int = 10_000) {
        self.concurrency = concurrency
        self.capacity = capacity
    }

    /// Whether nobody is in it.
    package var isEmpty: Bool { self.running == 0 }

    /// Asks for a place.
    package mutating func enter(_ ticket: Ticket) -> Admission {
        if self.running < self.concurrency {
            self.running += 1
            return .admitted
        }
        guard self.waiting.count < self.capacity else { return .full }
        self.waiting.append(ticket)
        return .queued
    }

    /// A place is free. Gives whoever has it now; nil when nobody waits.
    package mutating func left() -> Ticket? {
        guard let next = self.waiting.popFirst() else {
            self.running -= 1
            return nil
        }
        return next
    }
}
