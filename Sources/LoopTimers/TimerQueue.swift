package import NIOCore

/// Many timers, ordered by their deadlines: a binary heap with lazy removal. A pure value.
///
/// Each id has at most one timer; scheduling it again replaces it.
package struct TimerQueue<ID: Hashable & Sendable>: Sendable {
    private struct Entry {
        let deadline: NIODeadline
        let id: ID
        let generation: UInt64
    }

    private var heap: [Entry] = []
    /// The generation that counts for each id; entries of other generations in the heap are dead.
    private var live: [ID: UInt64] = [:]
    private var nextGeneration: UInt64 = 0

    package init() {}

    /// How many timers run.
    package var count: Int { self.live.count }

    /// Starts or restarts the timer of `id`.
    package mutating func schedule(_ id: ID, at deadline: NIODeadline) {
        self.nextGeneration += 1
        self.live[id] = self.nextGeneration
        self.heap.append(Entry(deadline: deadline, id: id, generation: self.nextGeneration))
        self.siftUp(self.heap.count - 1)
        self.compactIfMostlyDead()
    }

    /// Stops the timer of `id`, if it runs.
    package mutating func cancel(_ id: ID) {
        self.live[id] = nil
        self.compactIfMostlyDead()
    }

    /// The earliest deadline; nil when no timer runs.
    package mutating func earliest() -> NIODeadline? {
        self.dropDead()
        return self.heap.first?.deadline
    }

    /// Takes out one timer whose deadline is not after `now`; nil when there is none.
    package mutating func popDue(now: NIODeadline) -> ID? {
        self.dropDead()
        guard let first = self.heap.first, first.deadline <= now else { return nil }
        self.removeFirst()
        self.live[first.id] = nil
        return first.id
    }

    private func isDead(_ entry: Entry) -> Bool {
        self.live[entry.id] != entry.generation
    }

    private mutating func dropDead() {
        while let first = self.heap.first, self.isDead(first) {
            self.removeFirst()
        }
    }

    /// Cancelled timers leave their entries behind; when they are the most, the heap is built anew.
    private mutating func compactIfMostlyDead() {
        guard self.heap.count > 64, self.heap.count > self.live.count * 4 else { return }
        // A sorted array is a heap.
        self.heap = self.heap.filter { !self.isDead($0) }.sorted { $0.deadline < $1.deadline }
    }

    private mutating func removeFirst() {
        self.heap.swapAt(0, self.heap.count - 1)
        self.heap.removeLast()
        self.siftDown(0)
    }

    private mutating func siftUp(_ start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard self.heap[child].deadline < self.heap[parent].deadline else { return }
            self.heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func siftDown(_ start: Int) {
        var parent = start
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < self.heap.count {
                if self.heap[child].deadline < self.heap[least].deadline { least = child }
            }
            guard least != parent else { return }
            self.heap.swapAt(parent, least)
            parent = least
        }
    }
}
