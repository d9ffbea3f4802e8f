/// The ids of the latest events: delivery is at least once, and a call is to be decided once.
package struct SeenEvents: Sendable {
    /// More than come while calls ring; the oldest are forgotten.
    package static let limit = 10_000

    private var ids: Set<String> = []
    private var order: [String] = []

    package init() {}

    /// Whether the id is new.
    package mutating func insert(_ id: String) -> Bool {
        guard self.ids.insert(id).inserted else { return false }
        self.order.append(id)
        if self.order.count > Self.limit {
            self.ids.subtract(self.order.prefix(Self.limit / 2))
            self.order.removeFirst(Self.limit / 2)
        }
        return true
    }
}
