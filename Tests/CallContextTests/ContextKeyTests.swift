import CallContext
import DivertTesting
import Testing

@Suite("Context keys")
struct ContextKeyTests {
    @Test("A key is 32 bytes", arguments: [0, 16, 31, 33, 64])
    func wantsThirtyTwoBytes(count: Int) {
        #expect(ContextKey(bytes: Array(repeating: 1, count: count)) == nil)
        #expect(ContextKey(bytes: Array(repeating: 1, count: 32)) != nil)
    }

    @Test("A key has an id of four bytes that is its own and not a part of it")
    func hasAnID() throws {
        let keys = try (0..<50 as Range<UInt8>).map { try SampleClaims.key($0) }
        #expect(Set(keys.map(\.id)).count == 50)
        #expect(keys.allSatisfy { $0.id.count == 4 })
        #expect(try SampleClaims.key(9).id == SampleClaims.key(9).id)
        #expect(try SampleClaims.key(9).id != [9, 9, 9, 9])
    }

    @Test("A key is written and read as Base64 of either alphabet")
    func readsBase64() throws {
        var generator = SeededGenerator(seed: 1)
        let key = try #require(ContextKey.random(using: &generator))
        #expect(ContextKey(base64: key.base64) == key)
        #expect(
            ContextKey(base64: "//////////////////////////////////////////8=")
                == ContextKey(bytes: Array(repeating: 255, count: 32)))
        #expect(
            ContextKey(base64: "__________________________________________8")
                == ContextKey(bytes: Array(repeating: 255, count: 32)))
        for text in [
            "", "AAAA", "not a key", "//////////////////////////////////////////8==",
            "/////////////////////////////////////////w==",
        ] {
            #expect(ContextKey(base64: text) == nil)
        }
    }

    @Test("A key does not print itself, and claims do not print numbers")
    func descriptionsAreRedacted() throws {
        var generator = SeededGenerator(seed: 1)
        let key = try #require(ContextKey.random(using: &generator))
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped] { #expect(!text.contains(key.base64.prefix(20))) }
        let claims = SampleClaims.claims()
        for text in ["\(claims)", String(reflecting: claims)] { #expect(!text.contains("14255550100")) }
    }
}
