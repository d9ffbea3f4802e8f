import Logging

/// One object a line:
///
///     {"time":"2026-11-22T18:00:00.123Z","level":"info","message":"call ended","logger":"divert","call":"…","state":"…"}
///
/// Numbers and truth values of the metadata are those of JSON, everything else is a string.
package struct JSONFormat: LineFormat {
    /// Names that the event itself has; metadata of such a name gets an underscore.
    private static let reserved: Set<String> = ["time", "level", "message", "logger", "truncated"]

    package init() {}

    package func write(_ entry: LogEntry, to line: inout LogLine) {
        line.append("{\"time\":\"")
        line.appendTime()
        line.append("\",\"level\":\"")
        line.append(harmless: entry.level.rawValue)
        line.append("\",\"message\":\"")
        line.append(escaping: entry.message, room: LogLine.valueLimit)
        line.append("\",\"logger\":\"")
        line.append(escaping: entry.logger, room: 128)
        line.append("\"")
        self.writeFields(of: entry, to: &line, truncated: ",\"truncated\":true") { key, value, line in
            Self.write(name: key, to: &line)
            line.append(json: value)
        }
        if let block = entry.block {
            Self.write(name: block.key, to: &line)
            line.append(quoting: block.value.description, room: LogLine.blockLimit)
        }
        line.append("}\n")
    }

    private static func write(name: String, to line: inout LogLine) {
        line.append(",\"")
        line.append(escaping: name, room: 128)
        line.append(self.reserved.contains(name) ? "_\":" : "\":")
    }
}

extension LogLine {
    /// Appends a value of metadata as JSON.
    mutating func append(json value: Logger.MetadataValue) {
        switch value {
        case .string(let text): self.append(quoting: text, room: Self.valueLimit)
        case .stringConvertible(let number as Int): self.append(harmless: "\(number)")
        case .stringConvertible(let truth as Bool): self.append(truth ? "true" : "false")
        case .stringConvertible(let other): self.append(quoting: other.description, room: Self.valueLimit)
        case .array(let values):
            self.append("[")
            for (index, value) in values.enumerated() {
                if index > 0 { self.append(",") }
                self.append(json: value)
            }
            self.append("]")
        case .dictionary(let members):
            self.append("{")
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { self.append(",") }
                self.append(quoting: member.key, room: Self.valueLimit)
                self.append(":")
                self.append(json: member.value)
            }
            self.append("}")
        }
    }

    /// Appends a JSON string.
    mutating func append(quoting text: String, room: Int) {
        self.append("\"")
        self.append(escaping: text, room: room)
        self.append("\"")
    }
}
