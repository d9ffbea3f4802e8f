package import Logging

/// Log lines for people, on an output.
package typealias TextLogHandler = LineLogHandler<TextFormat>
/// Log lines as JSON, on an output.
package typealias JSONLogHandler = LineLogHandler<JSONFormat>

/// Writes each event as one line.
package struct LineLogHandler<Format: LineFormat>: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    package var logLevel: Logger.Level = .info

    private let label: String
    private let format: Format
    private let output: LogOutput

    package init(_ label: String, _ format: Format, on output: LogOutput) {
        self.label = label
        self.format = format
        self.output = output
    }

    package subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { self.metadata[key] }
        set { self.metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let lost = self.write(event.level, event.message.description, self.metadata(of: event))
        if lost > 0 {
            _ = self.write(.warning, "log lines lost", LogField.metadata(nil, [.count(lost)]))
        }
    }

    private func write(_ level: Logger.Level, _ message: String, _ metadata: Logger.Metadata) -> Int {
        var line = LogLine()
        self.format.write(LogEntry(level, message, logger: self.label, metadata), to: &line)
        return self.output.write(line)
    }

    /// The handler's metadata, then the provider's, then the event's, which count most.
    private func metadata(of event: LogEvent) -> Logger.Metadata {
        var all = event.metadata ?? [:]
        if let error = event.error, all["error"] == nil {
            all["error"] = "\(OutsideText("\(error)"))"
        }
        if let provided = self.metadataProvider?.get() { all.merge(provided) { own, _ in own } }
        if !self.metadata.isEmpty { all.merge(self.metadata) { own, _ in own } }
        return all
    }
}
