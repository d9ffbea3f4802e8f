import CallRouting
import Metrics
import MetricsTestKit
import Observability
import Testing

@Suite("What is counted about events")
struct EventMetricsTests {
    private let backend = TestMetrics()
    private let arrival = Timestamp(milliseconds: 1_000)

    private func event(_ attempts: (at: Int64, status: Int?)...) -> EventRecord {
        EventRecord(
            id: "event-1", subscription: "app",
            attempts: attempts.map {
                EventRecord.Attempt(
                    at: Timestamp(milliseconds: $0.at), status: $0.status, duration: .milliseconds(5), error: nil)
            })
    }

    private func times(_ name: String, _ dimensions: [(String, String)] = []) throws -> [Int64] {
        try self.backend.expectTimer(name, dimensions).values
    }

    @Test("A lag ends with the first attempt, and with the one that is accepted")
    func lag() throws {
        var metrics = EventMetrics(self.backend)
        metrics.attempted(self.event((1_002, 503)), .failed, since: self.arrival)
        metrics.attempted(self.event((1_002, 503), (3_002, 204)), .accepted, since: self.arrival)
        #expect(try self.times("event.delivery.lag", [("until", "posted")]) == [2_000_000])
        #expect(try self.times("event.delivery.lag", [("until", "accepted")]) == [2_007_000_000])
        #expect(try self.times("event.delivery.duration") == [5_000_000, 5_000_000])
    }

    @Test(
        "Attempts are counted by what came of them and by the class of the status",
        arguments: [
            (200, EventMetrics.Result.accepted, "2xx"), (307, .failed, "3xx"), (413, .refused, "4xx"),
            (599, .failed, "5xx"), (nil, .failed, "none"), (999, .failed, "0xx"),
        ] as [(Int?, EventMetrics.Result, String)])
    func attempts(status: Int?, result: EventMetrics.Result, label: String) throws {
        var metrics = EventMetrics(self.backend)
        metrics.attempted(self.event((1_002, status)), result, since: self.arrival)
        let counter = try self.backend.expectCounter(
            "event.delivery.attempts", [("result", result.rawValue), ("status", label)])
        #expect(counter.totalValue == 1)
    }

    @Test("The time to decide begins with the first acceptance; without one, and with a clock set back, it is none")
    func decision() throws {
        let metrics = EventMetrics(self.backend)
        let events = [self.event((1_002, 503), (3_002, 200)), self.event((1_010, 200))]
        metrics.decided(at: Timestamp(milliseconds: 1_115), after: events)
        metrics.decided(at: Timestamp(milliseconds: 1_115), after: [self.event((1_002, 503))])
        metrics.decided(at: Timestamp(milliseconds: 900), after: events)
        #expect(try self.times("call.decision.duration") == [100_000_000, 0])
    }

    @Test("Dead letters are counted by their reason")
    func deadLetters() throws {
        var metrics = EventMetrics(self.backend)
        metrics.buried(for: .attemptsUsedUp)
        let counter = try self.backend.expectCounter(
            "event.dead_letters", [("reason", "maxDeliveryAttemptsExceeded")])
        #expect(counter.totalValue == 1)
    }
}
