import CallRouting
import Testing

@Suite("Call ids")
struct CallIDTests {
    struct CountingGenerator: RandomNumberGenerator {
        var words: [UInt64]
        mutating func next() -> UInt64 { self.words.removeFirst() }
    }

    static let samples = [
        CallID(high: 0, low: 0), CallID(high: .max, low: .max), CallID(high: .max, low: 0), CallID(high: 0, low: .max),
        CallID(high: 0x0123_4567_89ab_cdef, low: 0xfedc_ba98_7654_3210), CallID(high: 1 << 63, low: 1),
    ]

    @Test("Text and bytes give the id back, all bits set included", arguments: samples)
    func roundTrip(id: CallID) {
        #expect(CallID(id.description) == id)
        #expect(CallID(id.description.uppercased()) == id)
        #expect(CallID(bytes: id.bytes) == id)
        #expect(id.description.utf8.count == 36)
    }

    @Test("The text is a lower-case UUID, the bytes are in network order")
    func form() {
        let id = CallID(high: 0x0123_4567_89ab_cdef, low: 0xfedc_ba98_7654_3210)
        #expect(id.description == "01234567-89ab-cdef-fedc-ba9876543210")
        #expect(
            id.bytes == [1, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0xfe, 0xdc, 0xba, 0x98, 0x76, 0x54, 0x32, 0x10])
        #expect(CallID(high: .max, low: .max).description == "ffffffff-ffff-ffff-ffff-ffffffffffff")
    }

    @Test(
        "Anything else is no id",
        arguments: [
            "", "01234567-89ab-cdef-fedc-ba987654321", "01234567-89ab-cdef-fedc-ba98765432100",
            "0123456789abcdeffedcba9876543210", "01234567_89ab-cdef-fedc-ba9876543210",
            "g1234567-89ab-cdef-fedc-ba9876543210", "01234567-89ab-cdef-fedc-ba987654321ö",
            "{1234567-89ab-cdef-fedc-ba9876543210",
        ])
    func refused(text: String) {
        #expect(CallID(text) == nil)
    }

    @Test("Other counts of bytes are no id", arguments: [0, 15, 17])
    func refusedBytes(count: Int) {
        #expect(CallID(bytes: Array(repeating: UInt8(1), count: count)) == nil)
    }

    @Test("A random id is a version 4 UUID (RFC 9562 §5.4)", arguments: [UInt64.min, .max])
    func random(word: UInt64) {
        var generator = CountingGenerator(words: [word, word])
        let text = Array(CallID.random(using: &generator).description)
        #expect(text[14] == "4")
        #expect(["8", "b"].contains(text[19]))
    }

    @Test("Ids are ordered as their bytes are")
    func order() {
        #expect(CallID(high: 1, low: .max) < CallID(high: 2, low: 0))
        #expect(CallID(high: 1, low: 1) < CallID(high: 1, low: 2))
        #expect(!(CallID(high: 1, low: 1) < CallID(high: 1, low: 1)))
    }
}
