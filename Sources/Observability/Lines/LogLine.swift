/// One line of the log while it is made.
///
/// Everything that came from outside enters it escaped, so that no data can end the line, begin another one, or steer
/// the terminal that shows it.
package struct LogLine: Sendable {
    /// How long a line may be, in bytes, but for a block of text: what Linux writes to a pipe in one piece (PIPE_BUF).
    static let limit = 4096
    /// How long a value may be, in bytes after escaping.
    static let valueLimit = 1024
    /// How long a block of text may be, in bytes after escaping.
    static let blockLimit = 128 * 1024
    /// `2026-11-22T18:00:00.123Z`
    static let timeLength = 24

    private(set) var bytes: [UInt8] = []
    /// Where the time goes; it is filled in when the line is written.
    private var timeOffset = 0

    init() {
        self.bytes.reserveCapacity(384)
    }

    /// Leaves room for the time.
    mutating func appendTime() {
        self.timeOffset = self.bytes.count
        self.bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: Self.timeLength))
    }

    /// Fills in the time: 24 bytes.
    mutating func fillTime(_ time: some Collection<UInt8>) {
        let end = self.timeOffset + Self.timeLength
        guard time.count == Self.timeLength, end <= self.bytes.count else { return }
        self.bytes.replaceSubrange(self.timeOffset..<end, with: time)
    }

    /// Appends text of our own, as it is.
    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { self.bytes.append(contentsOf: $0) }
    }

    /// Appends what is known to be harmless, a number for example.
    mutating func append(harmless text: String) {
        self.bytes.append(contentsOf: text.utf8)
    }

    /// Takes back everything after a position.
    mutating func cut(to count: Int) {
        self.bytes.removeLast(max(0, self.bytes.count - count))
    }

    /// Begins on a new line, because a line before was written in part only.
    mutating func beginOnNewLine() {
        self.bytes.insert(UInt8(ascii: "\n"), at: 0)
        self.timeOffset += 1
    }

    /// Appends text with everything escaped that a JSON string must not hold, that ends a line, or that cannot be seen
    /// (control characters, directions of writing). `…` stands for what is beyond `room` bytes.
    ///
    /// - Parameter keepsQuotes: quotes and backslashes stay as they are: for text that stands in no quotes.
    mutating func append(escaping text: some StringProtocol, room: Int, keepsQuotes: Bool = false) {
        let isPlain = text.utf8.allSatisfy { byte in
            byte >= 0x20 && byte < 0x7f && (keepsQuotes || (byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")))
        }
        if isPlain, text.utf8.count <= room {
            self.bytes.append(contentsOf: text.utf8)
            return
        }
        // The longest escape is twelve bytes, the sign for the rest three.
        let end = self.bytes.count + room - 15
        for scalar in text.unicodeScalars {
            guard self.bytes.count <= end else {
                self.append("…")
                return
            }
            self.append(escaping: scalar, keepsQuotes: keepsQuotes)
        }
    }

    private mutating func append(escaping scalar: Unicode.Scalar, keepsQuotes: Bool) {
        switch scalar {
        case "\"", "\\":
            if !keepsQuotes { self.bytes.append(UInt8(ascii: "\\")) }
            self.bytes.append(UInt8(truncatingIfNeeded: scalar.value))
        case "\n": self.append("\\n")
        case "\r": self.append("\\r")
        case "\t": self.append("\\t")
        case _ where Self.isHidden(scalar):
            for unit in String(scalar).utf16 { self.append(escapedUnit: unit) }
        default:
            self.bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
    }

    private mutating func append(escapedUnit unit: UInt16) {
        self.append("\\u")
        let digits = String(unit, radix: 16)
        for _ in digits.utf8.count..<4 { self.bytes.append(UInt8(ascii: "0")) }
        self.bytes.append(contentsOf: digits.utf8)
    }

    /// Whether a character moves the cursor, changes the direction, breaks lines, or means nothing.
    static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7f }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: return true
        default: return false
        }
    }
}
