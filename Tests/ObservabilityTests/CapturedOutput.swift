import CallRouting
import Logging
import Observability
import Synchronization

/// What would stand on standard error: the writes of a log output, and a disk that can be made to fail.
final class CapturedOutput: Sendable {
    private struct State {
        var writes: [[UInt8]] = []
        var answers: [Int] = []
        var now = Timestamp(milliseconds: 1_795_370_400_123)
    }

    private let state = Mutex(State())

    /// A log output that writes here.
    var output: LogOutput {
        LogOutput(
            now: { self.state.withLock { $0.now } },
            sink: { bytes in
                self.state.withLock { state in
                    let count = state.answers.isEmpty ? bytes.count : min(state.answers.removeFirst(), bytes.count)
                    if count > 0 { state.writes.append(Array(bytes.prefix(count))) }
                    return count
                }
            })
    }

    /// What the next writes return: a count of bytes, or an error below zero. Afterwards everything is taken.
    func answer(_ answers: [Int]) {
        self.state.withLock { $0.answers = answers }
    }

    func setTime(_ milliseconds: Int64) {
        self.state.withLock { $0.now = Timestamp(milliseconds: milliseconds) }
    }

    var writes: [[UInt8]] { self.state.withLock { $0.writes } }

    var text: String { String(decoding: self.writes.joined(), as: UTF8.self) }

    /// The lines, without the time in front and the line break at the end.
    var lines: [String] { self.text.split(separator: "\n").map { String($0.dropFirst(25)) } }

    func textLogger(hasColour: Bool = false, level: Logger.Level = .trace) -> Logger {
        var logger = Logger(label: "divert") {
            TextLogHandler($0, TextFormat(hasColour: hasColour), on: self.output)
        }
        logger.logLevel = level
        return logger
    }

    func jsonLogger() -> Logger {
        var logger = Logger(label: "divert") { JSONLogHandler($0, JSONFormat(), on: self.output) }
        logger.logLevel = .trace
        return logger
    }
}

/// Texts that want to do harm to whoever reads the log.
enum Hostile {
    static let texts = [
        "x\n2026-11-22T18:00:00.123Z error   forged call=1", "x\r\nforged", "\u{1b}[31mred\u{1b}[0m", "\u{9b}31m",
        "a\"b", "a\\b", "\"", "\\", "x state=ended", "", " ", "\u{0}", "\u{7f}", "\u{85}next", "\u{2028}\u{2029}",
        "\u{202e}right to left", "\u{200b}", "\u{e000}\u{10ffff}", "grün 🙂", "\t", "…",
    ]
}
