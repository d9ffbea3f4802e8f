package import Logging
import Synchronization

/// Keeps log lines as `level message key=value …`, keys in order, without what differs from run to run.
package final class CapturedLines: Sendable {
    private let state = Mutex<[String]>([])

    package init() {}

    /// Gives the lines so far, and forgets them.
    package func take() -> [String] {
        self.state.withLock { lines in
            defer { lines = [] }
            return lines
        }
    }

    /// What writes its lines here, from a level on.
    package func logger(_ level: Logger.Level) -> Logger {
        var logger = Logger(label: "test") { _ in Handler(lines: self) }
        logger.logLevel = level
        return logger
    }

    private func add(_ line: String) {
        self.state.withLock { $0.append(line) }
    }

    private struct Handler: LogHandler {
        let lines: CapturedLines
        var metadata: Logger.Metadata = [:]
        var metadataProvider: Logger.MetadataProvider?
        var logLevel: Logger.Level = .trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { self.metadata[key] }
            set { self.metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let fields = (event.metadata ?? [:]).filter { $0.key != "milliseconds" }.sorted { $0.key < $1.key }
            self.lines.add(
                (["\(event.level) \(event.message)"] + fields.map { "\($0.key)=\($0.value)" })
                    .joined(separator: " "))
        }
    }
}
