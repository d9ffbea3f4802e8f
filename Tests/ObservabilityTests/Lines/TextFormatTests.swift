import CallRouting
import Logging
import Observability
import Testing

@Suite("Log lines for people")
struct TextFormatTests {
    private let output = CapturedOutput()
    private let call = CallID(high: 1, low: 2)

    @Test("Time, level, message, the call first, then fields by name")
    func line() {
        self.output.textLogger().event(.info, "call ended", call: self.call, [.status(302), .state(.redirected)])
        #expect(
            self.output.text
                == "2026-11-22T18:00:00.123Z info    call ended call=00000000-0000-0001-0000-000000000002 "
                + "state=redirected status=302\n")
    }

    @Test("Levels take the same room", arguments: Logger.Level.allCases.filter { $0 != .critical })
    func levels(level: Logger.Level) {
        self.output.textLogger().event(level, "draining", call: nil)
        #expect(self.output.lines == [level.rawValue.padded(to: 8) + "draining"])
    }

    @Test("No data forges a line or reaches the terminal, as a value, a key or a message", arguments: Hostile.texts)
    func hostile(text: String) throws {
        let logger = self.output.textLogger()
        logger.info("plain", metadata: ["value": "\(text)"])
        logger.info("\(text)")
        logger.info("key", metadata: ["\(text)": "1"])
        logger.info("nested", metadata: ["list": ["\(text)", ["\(text)": "1"]]])
        #expect(self.output.writes.count == 4)
        for write in self.output.writes {
            #expect(write.filter { $0 == 10 }.count == 1 && write.last == 10)
            let scalars = try #require(String(validating: write, as: UTF8.self)).dropLast().unicodeScalars
            #expect(scalars.allSatisfy { $0.value >= 32 && !(0x7f...0x9f).contains($0.value) })
            #expect(scalars.allSatisfy { ![0x2028, 0x2029, 0x202e, 0x200b].contains($0.value) })
        }
    }

    @Test(
        "A value with blanks, quotes or an equals sign stands in quotes",
        arguments: [
            ("ringing", "ringing"), ("127.0.0.1:5060", "127.0.0.1:5060"), ("phoneNumber(…0100)", "phoneNumber(…0100)"),
            ("two words", "\"two words\""), ("", "\"\""), ("a=b", "\"a=b\""), ("a\"b", "\"a\\\"b\""),
            ("a\nb", "\"a\\nb\""), ("\u{1b}[2J", "\"\\u001b[2J\""), ("\u{10ffff}", "\"\\udbff\\udfff\""),
        ])
    func quotes(value: String, shown: String) {
        self.output.textLogger().info("m", metadata: ["v": "\(value)"])
        #expect(self.output.lines == ["info    m v=\(shown)"])
    }

    @Test("A long value is cut, and a line of many values says that some are missing")
    func long() {
        let logger = self.output.textLogger()
        logger.info("m", metadata: ["v": "\(String(repeating: "ü", count: 5000))"])
        #expect(self.output.lines[0].hasSuffix("ü…\""))
        #expect(self.output.writes[0].count < 1200)
        let many = Dictionary(
            uniqueKeysWithValues: (10..<30).map {
                ("k\($0)", Logger.MetadataValue.string(String(repeating: "x", count: 500)))
            })
        logger.info("m", metadata: many)
        #expect(self.output.lines[1].hasSuffix(" truncated=true"))
        #expect(self.output.writes[1].count <= 4096)
    }

    @Test("Colour is for the level alone")
    func colour() {
        self.output.textLogger(hasColour: true).event(.warning, "event not delivered", call: nil, [.count(1)])
        #expect(self.output.lines == ["\u{1b}[33mwarning\u{1b}[0m event not delivered count=1"])
    }
}

extension String {
    fileprivate func padded(to count: Int) -> String {
        self + String(repeating: " ", count: count - self.count)
    }
}
