import Logging

/// Lines for people:
///
///     2026-11-22T18:00:00.123Z info    call ended call=0d9a… state=redirected
///
/// A value with blanks, quotes or characters that cannot be seen stands in quotes, escaped as in JSON. Text of several
/// lines follows the line, indented: no line of it can be taken for a line of the log.
package struct TextFormat: LineFormat {
    private let hasColour: Bool

    package init(hasColour: Bool = false) {
        self.hasColour = hasColour
    }

    package func write(_ entry: LogEntry, to line: inout LogLine) {
        line.appendTime()
        line.append(" ")
        self.write(entry.level, to: &line)
        line.append(escaping: entry.message, room: LogLine.valueLimit)
        self.writeFields(of: entry, to: &line, truncated: " truncated=true") { key, value, line in
            line.append(" ")
            Self.write(text: key, to: &line)
            line.append("=")
            Self.write(value, to: &line)
        }
        line.append("\n")
        if let block = entry.block { Self.write(block: block.value.description, to: &line) }
    }

    /// The level in as many columns as the longest that is in use.
    private func write(_ level: Logger.Level, to line: inout LogLine) {
        if self.hasColour { line.append(Self.colour(of: level)) }
        line.append(harmless: level.rawValue)
        if self.hasColour { line.append("\u{1b}[0m") }
        line.append(harmless: String(repeating: " ", count: max(1, 8 - level.rawValue.utf8.count)))
    }

    private static func colour(of level: Logger.Level) -> StaticString {
        switch level {
        case .trace, .debug: "\u{1b}[2m"
        case .info: "\u{1b}[32m"
        case .notice: "\u{1b}[36m"
        case .warning: "\u{1b}[33m"
        case .error, .critical: "\u{1b}[31m"
        }
    }

    private static func write(_ value: Logger.MetadataValue, to line: inout LogLine) {
        switch value {
        case .string(let text): self.write(text: text, to: &line)
        case .stringConvertible(let other): self.write(text: other.description, to: &line)
        case .array, .dictionary: line.append(json: value)
        }
    }

    private static func write(text: String, to line: inout LogLine) {
        if self.isPlain(text), text.utf8.count <= LogLine.valueLimit {
            line.append(harmless: text)
        } else {
            line.append(quoting: text, room: LogLine.valueLimit)
        }
    }

    /// Whether a value can stand without quotes.
    private static func isPlain(_ text: String) -> Bool {
        guard !text.isEmpty else { return false }
        // Nearly every value is plain ASCII; what Unicode knows of a character takes longer to find out.
        if text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != 0x22 && $0 != 0x5c && $0 != 0x3d }) { return true }
        return text.unicodeScalars.allSatisfy { scalar in
            switch scalar {
            case "\"", "\\", "=": false
            default: !LogLine.isHidden(scalar) && !scalar.properties.isWhitespace
            }
        }
    }

    private static func write(block text: String, to line: inout LogLine) {
        let end = line.bytes.count + LogLine.blockLimit
        for part in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let room = end - line.bytes.count
            guard room > 64 else {
                line.append("    …\n")
                return
            }
            line.append("    ")
            line.append(escaping: part, room: room, keepsQuotes: true)
            line.append("\n")
        }
    }
}
