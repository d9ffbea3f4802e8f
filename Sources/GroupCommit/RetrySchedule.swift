/// How long to wait before a sick database is tried again: twice as long each time, up to a limit.
package struct RetrySchedule: Sendable, Hashable {
    private let first: Duration
    private let limit: Duration
    private var upcoming: Duration

    package init(first: Duration = .milliseconds(200), limit: Duration = .seconds(2)) {
        self.first = first
        self.limit = limit
        self.upcoming = first
    }

    /// The next wait.
    package mutating func next() -> Duration {
        defer { self.upcoming = min(self.upcoming * 2, self.limit) }
        return self.upcoming
    }

    /// Writing works again: the next trouble starts with short waits.
    package mutating func reset() {
        self.upcoming = self.first
    }
}
