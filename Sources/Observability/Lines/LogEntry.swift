import Logging

/// One event as it is printed: its metadata in order, the call first.
package struct LogEntry: Sendable {
    let level: Logger.Level
    let message: String
    /// The name of the logger.
    let logger: String
    let fields: [(key: String, value: Logger.MetadataValue)]
    /// Text of several lines, which a format prints as it can.
    let block: (key: String, value: MultilineText)?

    init(_ level: Logger.Level, _ message: String, logger: String, _ metadata: Logger.Metadata) {
        self.level = level
        self.message = message
        self.logger = logger
        var block: (key: String, value: MultilineText)?
        var fields: [(key: String, value: Logger.MetadataValue)] = []
        fields.reserveCapacity(metadata.count)
        for (key, value) in metadata {
            if case .stringConvertible(let text as MultilineText) = value {
                block = (key, text)
            } else {
                fields.append((key, value))
            }
        }
        fields.sort { left, right in
            left.key == LogField.callKey
                ? right.key != LogField.callKey
                : right.key != LogField.callKey && left.key < right.key
        }
        self.fields = fields
        self.block = block
    }
}

/// How an entry becomes a line, with its line break.
package protocol LineFormat: Sendable {
    func write(_ entry: LogEntry, to line: inout LogLine)
}

extension LineFormat {
    /// Writes fields as long as there is room in the line; `truncated` says that one had none.
    func writeFields(
        of entry: LogEntry, to line: inout LogLine, truncated: StaticString,
        _ write: (_ key: String, _ value: Logger.MetadataValue, _ line: inout LogLine) -> Void
    ) {
        for (key, value) in entry.fields {
            let before = line.bytes.count
            write(key, value, &line)
            // Room for the word at the end.
            guard line.bytes.count > LogLine.limit - 32 else { continue }
            line.cut(to: before)
            line.append(truncated)
            return
        }
    }
}
