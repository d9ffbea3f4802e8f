import Foundation
package import Metrics
import Synchronization

/// What the kernel knows of this process (`process.…`), asked for when somebody reads the metrics.
package final class ProcessMetrics: Sendable {
    private let processorTime: FloatingPointCounter
    private let memory: Gauge
    private let openFiles: Gauge
    /// The seconds that are in the counter.
    private let counted = Mutex(0.0)

    /// - Parameter version: of the program.
    package init(_ factory: any MetricsFactory, version: String) {
        self.processorTime = FloatingPointCounter(label: MetricName.processorTime.rawValue, factory: factory)
        self.memory = Gauge(label: MetricName.memory.rawValue, factory: factory)
        self.openFiles = Gauge(label: MetricName.openFiles.rawValue, factory: factory)
        Gauge(label: MetricName.build.rawValue, dimensions: [("version", version)], factory: factory).record(1)
    }

    /// Brings the numbers up to date.
    package func refresh() {
        let seconds = Self.processorSeconds
        let new = self.counted.withLock { counted in
            defer { counted = seconds }
            return seconds - counted
        }
        self.processorTime.increment(by: new)
        if let bytes = Self.residentBytes { self.memory.record(bytes) }
        if let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            self.openFiles.record(files.count)
        }
    }

    private static var processorSeconds: Double {
        var time = timespec()
        guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return 0 }
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The second number of /proc/self/statm, in pages.
    private static var residentBytes: Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        return text.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * Int(getpagesize()) }
    }
}
