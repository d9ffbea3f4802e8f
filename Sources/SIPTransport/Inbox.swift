import Synchronization

/// How much one loop was handed by others and has not taken yet. Without a bound a loop that is slower than the others
/// together would let what waits for it grow.
final class Inbox: Sendable {
    private let limit: Int
    private let count = Atomic<Int>(0)

    init(limit: Int) {
        self.limit = limit
    }

    /// Whether there is room for one more.
    var hasRoom: Bool { self.count.load(ordering: .relaxed) < self.limit }

    /// Takes a place.
    ///
    /// - Returns: false when there is none.
    func enter() -> Bool {
        guard self.count.add(1, ordering: .relaxed).newValue > self.limit else { return true }
        self.leave()
        return false
    }

    /// Gives a place back.
    func leave() {
        self.count.subtract(1, ordering: .relaxed)
    }
}
