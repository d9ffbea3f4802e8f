import CallRouting

/// The delivery attempts of an event as text: a line per attempt, `milliseconds status microseconds error`, and after a tab
/// how the answer began.
///
///     1760000000000 503 12500 The status does not count as delivered.	{"error":"overloaded"}
///     1760000010000 200 9800
///     1760000020000 - 30000000 No answer came.
///
/// Without an error the line ends after the duration, or goes on with the tab. Durations are kept to the microsecond. In the
/// answer, backslashes and line breaks are escaped as in JSON; tabs of an error become spaces.
enum AttemptsText {
    static func encode(_ attempts: [EventRecord.Attempt]) -> String {
        var text = ""
        for attempt in attempts {
            if !text.isEmpty { text.append("\n") }
            text.append(String(attempt.at.milliseconds))
            text.append(" ")
            text.append(attempt.status.map { String($0) } ?? "-")
            text.append(" ")
            text.append(String(Self.microseconds(attempt.duration)))
            if let error = attempt.error {
                text.append(" ")
                text.append(error.onOneLine.replacing("\t", with: " "))
            }
            if let answer = attempt.answer {
                text.append("\t")
                text.append(Self.escaped(answer))
            }
        }
        return text
    }

    /// Nil when a line has another shape.
    static func decode(_ text: String) -> [EventRecord.Attempt]? {
        var attempts: [EventRecord.Attempt] = []
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            let halves = line.split(separator: UInt8(ascii: "\t"), maxSplits: 1, omittingEmptySubsequences: false)
            let parts = halves[0]
                .split(separator: UInt8(ascii: " "), maxSplits: 3, omittingEmptySubsequences: false)
                .map { Substring($0) }
            guard parts.count >= 3, let at = Int64(parts[0]), let microseconds = Int64(parts[2]) else { return nil }
            let status = Int(parts[1])
            guard status != nil || parts[1] == "-" else { return nil }
            attempts.append(
                EventRecord.Attempt(
                    at: Timestamp(milliseconds: at), status: status, duration: .microseconds(microseconds),
                    error: parts.count == 4 ? String(parts[3]) : nil,
                    answer: halves.count == 2 ? Self.unescaped(Substring(halves[1])) : nil))
        }
        return attempts
    }

    private static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): bytes += Array("\\\\".utf8)
            case UInt8(ascii: "\n"): bytes += Array("\\n".utf8)
            case UInt8(ascii: "\r"): bytes += Array("\\r".utf8)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func unescaped(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in text.utf8 {
            switch (isEscaped, byte) {
            case (false, UInt8(ascii: "\\")):
                isEscaped = true
                continue
            case (true, UInt8(ascii: "n")): bytes.append(UInt8(ascii: "\n"))
            case (true, UInt8(ascii: "r")): bytes.append(UInt8(ascii: "\r"))
            case (_, _): bytes.append(byte)
            }
            isEscaped = false
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func microseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return seconds &* 1_000_000 &+ attoseconds / 1_000_000_000_000
    }
}
