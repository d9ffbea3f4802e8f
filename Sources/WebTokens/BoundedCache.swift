import DequeModule

/// A dictionary of at most `capacity` values; one more drops the one that was put in first.
///
/// What is in it can be had again elsewhere: it never decides anything.
package struct BoundedCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let capacity: Int
    private var entries: [Key: (value: Value, number: UInt64)] = [:]
    /// Keys in the order in which they were put in. One that was removed since, or put in again, has another number.
    private var order: Deque<(key: Key, number: UInt64)> = []
    private var last: UInt64 = 0

    package init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    package var count: Int { self.entries.count }

    package subscript(_ key: Key) -> Value? { self.entries[key]?.value }

    /// Puts a value in, in place of an older one with that key.
    package mutating func insert(_ value: Value, for key: Key) {
        self.last += 1
        self.entries[key] = (value, self.last)
        self.order.append((key, self.last))
        while self.entries.count > self.capacity || self.order.count > self.capacity * 2 {
            guard let oldest = self.order.popFirst() else { return }
            if self.entries[oldest.key]?.number == oldest.number { self.entries[oldest.key] = nil }
        }
    }

    package mutating func remove(_ key: Key) {
        self.entries[key] = nil
    }

    package mutating func removeAll() {
        self.entries = [:]
        self.order = []
    }
}
