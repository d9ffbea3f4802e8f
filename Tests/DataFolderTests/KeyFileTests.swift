import DataFolder
import Foundation
import Testing

@Suite("The keys that seal contexts")
struct KeyFileTests {
    private static let one = [UInt8](repeating: 1, count: 32)
    private static let two = [UInt8](repeating: 2, count: 32)

    @Test("D11: a key is made once, stored for its owner only, and read ever after")
    func madeOnce() throws {
        let temporary = try TemporaryFolder()
        var asked: [Int] = []
        let made = try DataFolder(at: temporary("data")).contextKeys { count in
            asked.append(count)
            return [UInt8](repeating: 7, count: count)
        }
        #expect(asked == [32])
        #expect(made.keys == [[UInt8](repeating: 7, count: 32)])
        let path = temporary("data/context.keys")
        #expect(try TemporaryFolder.mode(of: path) == 0o600)
        #expect(try TemporaryFolder.text(of: path) == "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n")
        let read = try DataFolder(at: temporary("data")).contextKeys { _ in
            Issue.record("made a second key")
            return []
        }
        #expect(read == made)
    }

    @Test("Keys stand one per line, the newest first; remarks and empty lines do not count")
    func lines() throws {
        let file = try #require(KeyFile(keys: [Self.two, Self.one]))
        #expect(try KeyFile(bytes: file.bytes, path: "k") == file)
        let text = "# since May\r\n" + String(decoding: file.bytes, as: UTF8.self).replacing("\n", with: "\r\n\r\n")
        #expect(try KeyFile(bytes: Array(text.utf8), path: "k").keys == [Self.two, Self.one])
    }

    @Test(
        "What is no key is refused with its line, and stays as it is",
        arguments: [
            ("", "expected at least one key, found none"), ("\n# nothing\n", "expected at least one key, found none"),
            ("AQEB\n", ":1: expected 32 bytes in base64, found something else"),
            ("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\nnot base64\n", ":2: expected 32 bytes in base64"),
            ("\u{0}", ":1: expected 32 bytes in base64"),
        ])
    func corrupt(text: String, reason: String) throws {
        let temporary = try TemporaryFolder()
        let folder = try DataFolder(at: temporary("data"))
        try TemporaryFolder.write(text, to: folder.paths.contextKeys)
        do {
            _ = try folder.contextKeys { [UInt8](repeating: 9, count: $0) }
            Issue.record("accepted")
        } catch {
            #expect(error.code == .corruptFile)
            #expect(error.description.hasPrefix(folder.paths.contextKeys))
            #expect(error.description.contains(reason), "\(error)")
        }
        #expect(try TemporaryFolder.text(of: folder.paths.contextKeys) == text)
    }

    @Test("Keys do not show in descriptions and dumps")
    func redaction() throws {
        let file = try #require(KeyFile(keys: [Self.two, Self.one]))
        var dumped = ""
        dump(file, to: &dumped)
        #expect("\(file)" == "[2 redacted]")
        #expect(!dumped.contains("- 2"))
    }

    @Test("A key has 32 bytes")
    func length() {
        #expect(KeyFile(keys: []) == nil)
        #expect(KeyFile(keys: [[1]]) == nil)
    }
}
