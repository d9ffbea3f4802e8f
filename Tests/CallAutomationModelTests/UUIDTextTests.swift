import CallAutomationModel
import DivertTesting
import Testing

@Suite("UUIDs")
struct UUIDTextTests {
    @Test("Random ones are of version 4 and variant 1, in lower case (RFC 9562 §5.4)")
    func makesVersion4() {
        #expect(UUIDText(version4: 0, 0).text == "00000000-0000-4000-8000-000000000000")
        #expect(UUIDText(version4: .max, .max).text == "ffffffff-ffff-4fff-bfff-ffffffffffff")
        var generator = SeededGenerator(seed: 7)
        #expect(UUIDText.version4(using: &generator) != UUIDText.version4(using: &generator))
    }

    @Test("Text and bytes round trip", arguments: 0..<50 as Range<UInt64>)
    func roundTrips(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let uuid = UUIDText.version4(using: &generator)
        #expect(uuid.bytes.count == 16)
        #expect(UUIDText(uuid.text) == uuid)
        #expect(UUIDText(uuid.text.uppercased()) == uuid)
        #expect(UUIDText(bytes: uuid.bytes) == uuid)
        #expect("\(uuid)" == uuid.text)
    }

    @Test("Bytes are in reading order")
    func bytesAreInReadingOrder() {
        let uuid = UUIDText("00010203-0405-0607-0809-0A0B0C0D0E0F")
        #expect(uuid?.bytes == Array(0..<16))
        #expect(uuid?.text == "00010203-0405-0607-0809-0a0b0c0d0e0f")
    }

    @Test(
        "Anything else is refused",
        arguments: [
            "", "b880bd5a-1916-470a-b43d-aabf3caff91", "b880bd5a-1916-470a-b43d-aabf3caff91cc",
            "b880bd5a1916470ab43daabf3caff91c", "{b880bd5a-1916-470a-b43d-aabf3caff9}",
            "b880bd5a-1916-470a-b43d-aabf3caff91g", "b880bd5a-1916-470ab-43d-aabf3caff91c",
            "b880bd5a-1916-470a-b43d-aabf3caff9é",
        ])
    func refusesOtherTexts(text: String) {
        #expect(UUIDText(text) == nil)
        #expect(UUIDText(bytes: [1, 2, 3]) == nil)
    }
}
