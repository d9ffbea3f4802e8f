import DivertTesting
import Foundation
import RequestSigning
import Testing

@Suite("Access keys")
struct AccessKeyTests {
    @Test("Standard Base64 of any length makes a key", arguments: 1...70)
    func readsBase64(count: Int) throws {
        var generator = SeededGenerator(seed: UInt64(count))
        let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let text = Data(bytes).base64EncodedString()
        let key = try #require(AccessKey(base64: text))
        #expect(key == AccessKey(bytes: bytes))
        #expect(key.base64 == text)
        #expect(key.matches(base64: text))
        #expect(!key.matches(base64: "AAAA" + text))
        #expect(!key.matches(base64: "not base64"))
    }

    @Test("Made-up development keys are keys", arguments: ["pw==", "c2VjcmV0", "abcd", "pwE=", "ab9="])
    func readsMadeUpKeys(text: String) {
        #expect(AccessKey(base64: text) != nil)
    }

    @Test(
        "Anything else is not",
        arguments: ["", "=", "====", "abc", "ab=c", "a===", "abcd\n", " abcd", "ab-_", "ab=", "é==="])
    func refusesOtherTexts(text: String) {
        #expect(AccessKey(base64: text) == nil)
        #expect(AccessKey(bytes: []) == nil)
    }

    @Test("A key does not print itself")
    func descriptionIsRedacted() throws {
        let key = try SigningVector.accessKey()
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), "\([key])", dumped] {
            #expect(!text.contains("AAEC"))
            #expect(!text.contains("1, 2, 3"))
            #expect(text.contains("redacted"))
        }
    }
}
