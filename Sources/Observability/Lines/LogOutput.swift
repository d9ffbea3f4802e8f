import CallAutomationModel
package import CallRouting
import Foundation
import Synchronization

/// Where the lines of all threads go, one write each: lines never mix, and their times never go back.
///
/// The lock is held for that one write, which the kernel would let wait as well. A line that cannot be written, because
/// nobody reads what is full or the disk is, is lost rather than waited for; how many were is said when writing works
/// again.
package final class LogOutput: Sendable {
    /// `write(2)`: how many bytes were taken, or the error's number below zero.
    package typealias Sink = @Sendable (UnsafeRawBufferPointer) -> Int

    private struct State {
        /// The second whose text is kept: only milliseconds change from line to line.
        var second = Int64.min
        var time: [UInt8] = []
        var lost = 0
        /// Whether the last line was written in part only.
        var isInsideLine = false
    }

    private let state = Mutex(State())
    private let now: @Sendable () -> Timestamp
    private let sink: Sink

    /// - Parameter now: wall-clock time.
    package init(now: @escaping @Sendable () -> Timestamp, sink: @escaping Sink) {
        self.now = now
        self.sink = sink
    }

    /// Standard error.
    package static func standardError() -> LogOutput {
        LogOutput(
            now: { Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) },
            sink: { bytes in
                let written = Foundation.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
                return written < 0 ? -Int(errno) : written
            })
    }

    /// Writes a line with the time of now.
    ///
    /// - Returns: how many lines were lost before it; zero when this one is lost, too.
    func write(_ line: LogLine) -> Int {
        var line = line
        return self.state.withLock { state in
            line.fillTime(Self.time(self.now(), &state))
            if state.isInsideLine { line.beginOnNewLine() }
            let written = line.bytes.withUnsafeBytes { self.hand($0) }
            guard written == line.bytes.count else {
                state.lost += 1
                if written > 0 { state.isInsideLine = true }
                return 0
            }
            state.isInsideLine = false
            defer { state.lost = 0 }
            return state.lost
        }
    }

    /// Gives how many bytes were taken.
    private func hand(_ bytes: UnsafeRawBufferPointer) -> Int {
        var done = 0
        while done < bytes.count {
            let written = self.sink(UnsafeRawBufferPointer(rebasing: bytes[done...]))
            if written > 0 {
                done += written
            } else if written != -Int(EINTR) {
                break
            }
        }
        return done
    }

    private static func time(_ now: Timestamp, _ state: inout State) -> [UInt8] {
        var second = now.milliseconds / 1000
        var milliseconds = Int(now.milliseconds % 1000)
        if milliseconds < 0 {
            second -= 1
            milliseconds += 1000
        }
        if second != state.second {
            state.second = second
            state.time = Array(ISO8601Time.format(millisecondsSince1970: second * 1000).utf8)
        }
        guard state.time.count == LogLine.timeLength else { return state.time }
        for (index, divisor) in [100, 10, 1].enumerated() {
            state.time[20 + index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: milliseconds / divisor % 10)
        }
        return state.time
    }
}
