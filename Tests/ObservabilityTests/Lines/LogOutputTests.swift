import Foundation
import Logging
import Observability
import Testing

@Suite("Where log lines go")
struct LogOutputTests {
    private let output = CapturedOutput()

    @Test("Each line has the time of its writing, in milliseconds")
    func time() {
        let logger = self.output.textLogger()
        for milliseconds: Int64 in [0, 1, 999, 1000, 1_795_370_400_007, 1_795_370_400_999, -1] {
            self.output.setTime(milliseconds)
            logger.event(.info, "m", call: nil)
        }
        #expect(
            self.output.text.split(separator: "\n").map { $0.prefix(24) } == [
                "1970-01-01T00:00:00.000Z", "1970-01-01T00:00:00.001Z", "1970-01-01T00:00:00.999Z",
                "1970-01-01T00:00:01.000Z", "2026-11-22T18:00:00.007Z", "2026-11-22T18:00:00.999Z",
                "1969-12-31T23:59:59.999Z",
            ])
    }

    @Test("A line is one write")
    func once() {
        let logger = self.output.jsonLogger()
        for _ in 0..<3 { logger.event(.info, "m", call: nil, [.count(1)]) }
        #expect(self.output.writes.count == 3)
        #expect(self.output.writes.allSatisfy { $0.last == 10 })
    }

    @Test("A write that is interrupted, or takes a part, goes on")
    func partial() {
        self.output.answer([-Int(EINTR), 10, -Int(EINTR), 7])
        self.output.textLogger().event(.info, "draining", call: nil)
        #expect(self.output.text == "2026-11-22T18:00:00.123Z info    draining\n")
    }

    @Test("Lines that nobody takes are lost, not waited for, and their number is told when writing works again")
    func lost() {
        let logger = self.output.textLogger()
        self.output.answer([-Int(EAGAIN), -Int(ENOSPC)])
        logger.event(.info, "first", call: nil)
        logger.event(.info, "second", call: nil)
        #expect(self.output.text == "")
        logger.event(.info, "third", call: nil)
        logger.event(.info, "fourth", call: nil)
        #expect(self.output.lines == ["info    third", "warning log lines lost count=2", "info    fourth"])
    }

    @Test("A line that was taken in part only does not swallow the next")
    func torn() {
        let logger = self.output.textLogger()
        self.output.answer([30, -Int(EAGAIN)])
        logger.event(.info, "first", call: nil)
        logger.event(.info, "second", call: nil)
        #expect(
            self.output.text
                == "2026-11-22T18:00:00.123Z info \n2026-11-22T18:00:00.123Z info    second\n"
                + "2026-11-22T18:00:00.123Z warning log lines lost count=1\n")
    }

    @Test("Lines of many threads do not mix")
    func threads() async {
        let logger = self.output.textLogger()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask {
                    for _ in 0..<50 { logger.event(.info, "m", call: nil, [.count(number)]) }
                }
            }
        }
        #expect(self.output.lines.count == 400)
        for number in 0..<8 { #expect(self.output.lines.count { $0 == "info    m count=\(number)" } == 50) }
    }

    @Test("Colour is for terminals that want it")
    func colour() {
        #expect(TerminalColour.isWanted(isTerminal: true, environment: [:]))
        #expect(TerminalColour.isWanted(isTerminal: true, environment: ["NO_COLOR": "", "TERM": "xterm"]))
        #expect(!TerminalColour.isWanted(isTerminal: true, environment: ["NO_COLOR": "1"]))
        #expect(!TerminalColour.isWanted(isTerminal: true, environment: ["TERM": "dumb"]))
        #expect(!TerminalColour.isWanted(isTerminal: false, environment: [:]))
    }
}
