import CallAutomationClient
import Foundation
import Synchronization

extension CallAutomationClient.Options {
    /// Thu, 12 Mar 2026 08:00:00 GMT.
    static let start: Int64 = 1_773_302_400

    /// Options whose clock does not wait, and whose time of day moves on by a minute each time it is looked at.
    static func test(clock: any Clock<Duration> = SkippingClock()) -> Self {
        var options = Self()
        options.clock = clock
        // In real time, which a test does not have.
        options.requestTimeout = .seconds(60)
        options.retry.totalTime = .seconds(60)
        let minutes = Counter()
        options.surroundings = Surroundings(
            now: { Date(timeIntervalSince1970: Double(Self.start + 60 * minutes.next())) }, newID: { UUID() },
            chance: { 0.5 })
        return options
    }
}

/// Counts from 0, for closures.
final class Counter: Sendable {
    private let value = Mutex<Int64>(0)

    func next() -> Int64 {
        self.value.withLock { value in
            defer { value += 1 }
            return value
        }
    }
}
