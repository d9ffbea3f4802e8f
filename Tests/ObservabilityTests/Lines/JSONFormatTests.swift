import CallRouting
import Foundation
import Logging
import Observability
import Testing

@Suite("Log lines as JSON")
struct JSONFormatTests {
    private let output = CapturedOutput()

    /// The objects that were written, as a reader of the log has them.
    private var objects: [[String: Any]] {
        get throws {
            try self.output.text.split(separator: "\n").map {
                try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            }
        }
    }

    @Test("One object a line, in this order")
    func line() {
        self.output.jsonLogger().event(
            .info, "call ended", call: CallID(high: 1, low: 2),
            [.state(.redirected), .status(302), .acknowledged(true)])
        #expect(
            self.output.text
                == #"{"time":"2026-11-22T18:00:00.123Z","level":"info","message":"call ended","logger":"divert","#
                + #""call":"00000000-0000-0001-0000-000000000002","acknowledged":true,"state":"redirected","status":302}"#
                + "\n")
    }

    @Test("Whatever the data, the line is one valid object that gives it back", arguments: Hostile.texts)
    func hostile(text: String) throws {
        let logger = self.output.jsonLogger()
        logger.info("\(text)", metadata: ["value": "\(text)", "list": ["\(text)", ["\(text)": "\(text)"]]])
        #expect(self.output.writes.count == 1)
        let object = try #require(try self.objects.first)
        #expect(object["message"] as? String == text)
        #expect(object["value"] as? String == text)
        #expect((object["list"] as? [Any])?.first as? String == text)
    }

    @Test("Bytes that are no UTF-8 have been replaced before they come here")
    func invalidUTF8() throws {
        let bytes: [UInt8] = [0x61, 0x80, 0xff, 0xc3]
        self.output.jsonLogger().event(.info, "m", call: nil, [.sipCallID(bytes)])
        #expect(try self.objects.first?["sipCallID"] as? String == "a\u{fffd}\u{fffd}\u{fffd}")
    }

    @Test("A value of the name of a member of every line does not replace that")
    func reserved() throws {
        self.output.jsonLogger().info("m", metadata: ["level": "critical", "time": "never", "logger": "mine"])
        let object = try #require(try self.objects.first)
        #expect(object["level"] as? String == "info")
        #expect(object["level_"] as? String == "critical")
        #expect(object["logger_"] as? String == "mine")
    }

    @Test("A line that has no room for all values stays valid and says so")
    func long() throws {
        let many = Dictionary(
            uniqueKeysWithValues: (10..<30).map {
                ("k\($0)", Logger.MetadataValue.string(String(repeating: "\u{1b}", count: 500)))
            })
        self.output.jsonLogger().info("m", metadata: many)
        #expect(try self.objects.first?["truncated"] as? Bool == true)
        #expect(self.output.writes[0].count <= 4096)
    }
}
