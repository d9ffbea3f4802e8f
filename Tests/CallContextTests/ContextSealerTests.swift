import CallContext
import DivertTesting
import Testing

@Suite("The incoming call context (product.md, events.md §2)")
struct ContextSealerTests {
    private static let now = SampleClaims.expiry - 1000
    private static let alphabet = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    @Test("What is sealed opens again, whatever it holds", arguments: 0..<100 as Range<UInt64>)
    func roundTrips(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let sealer = ContextSealer(keys: [try SampleClaims.key(1)])
        let claims = SampleClaims.random(using: &generator)
        let text = try sealer.seal(claims, using: &generator)
        #expect(sealer.open(text, now: .min) == .success(claims), "seed \(seed)")
        #expect(text.utf8.allSatisfy(Self.alphabet.contains), "seed \(seed)")
    }

    @Test("A nonce is two random numbers, not one for each of its bytes, and all of them count")
    func nonce() throws {
        let sealer = ContextSealer(keys: [try SampleClaims.key(1)])
        func text(_ words: [UInt64]) throws -> String {
            var generator = ListedNumbers(numbers: words)
            let text = try sealer.seal(SampleClaims.claims(), using: &generator)
            #expect(generator.numbers.isEmpty)
            return text
        }
        let bits = (0..<96).map { bit in bit < 64 ? [1 << bit, 0] : [0, 1 << (bit - 64)] as [UInt64] }
        #expect(Set(try bits.map(text)).count == 96)
    }

    private struct ListedNumbers: RandomNumberGenerator {
        var numbers: [UInt64]
        mutating func next() -> UInt64 { self.numbers.isEmpty ? 0 : self.numbers.removeFirst() }
    }

    @Test("No byte of a context can be changed")
    func refusesTampering() throws {
        var generator = SeededGenerator(seed: 1)
        let sealer = ContextSealer(keys: [try SampleClaims.key(1)])
        let text = Array(try sealer.seal(SampleClaims.claims(), using: &generator).utf8)
        for index in text.indices {
            for replacement in Self.alphabet where replacement != text[index] {
                var changed = text
                changed[index] = replacement
                let outcome = sealer.open(String(decoding: changed, as: UTF8.self), now: Self.now)
                #expect(throws: ContextError.self, "character \(index)") { try outcome.get() }
                if (8..<text.count - 1).contains(index) { #expect(outcome == .failure(.forged)) }
            }
        }
    }

    @Test("No context can be cut or lengthened")
    func refusesCutting() throws {
        var generator = SeededGenerator(seed: 2)
        let sealer = ContextSealer(keys: [try SampleClaims.key(1)])
        let text = try sealer.seal(SampleClaims.claims(), using: &generator)
        for count in 0..<text.count {
            #expect(throws: ContextError.self) { try sealer.open(String(text.prefix(count)), now: Self.now).get() }
            #expect(throws: ContextError.self) { try sealer.open(String(text.suffix(count)), now: Self.now).get() }
        }
        for suffix in ["A", "AA", "AAA", "AAAA", "=", "\n", " "] {
            #expect(throws: ContextError.self) { try sealer.open(text + suffix, now: Self.now).get() }
            #expect(throws: ContextError.self) { try sealer.open(suffix + text, now: Self.now).get() }
        }
    }

    @Test(
        "What is not of our form is malformed",
        arguments: [
            "", "A", "bogus", "H4sIAAAAAAAEAMVVS2/bOBD", "eyJhbGciOiJub25lIn0.e30.", "AQ==", "AR", "ä",
            String(repeating: "A", count: 100),
        ])
    func refusesOtherForms(text: String) throws {
        let sealer = ContextSealer(keys: [try SampleClaims.key(1)])
        #expect(sealer.open(text, now: Self.now) == .failure(.malformed))
    }

    @Test("A context is good up to its expiry and not a millisecond longer")
    func expires() throws {
        var generator = SeededGenerator(seed: 3)
        let sealer = ContextSealer(keys: [try SampleClaims.key(1)])
        let text = try sealer.seal(SampleClaims.claims(), using: &generator)
        #expect(sealer.open(text, now: SampleClaims.expiry) == .success(SampleClaims.claims()))
        #expect(sealer.open(text, now: SampleClaims.expiry + 1) == .failure(.expired))
    }

    @Test("Older keys still open; the newest seals; others are unknown")
    func rotatesKeys() throws {
        var generator = SeededGenerator(seed: 4)
        let (first, second) = (try SampleClaims.key(1), try SampleClaims.key(2))
        let old = try ContextSealer(keys: [first]).seal(SampleClaims.claims(), using: &generator)
        let both = ContextSealer(keys: [second, first])
        let new = try both.seal(SampleClaims.claims(), using: &generator)
        #expect(both.open(old, now: Self.now) == .success(SampleClaims.claims()))
        #expect(both.open(new, now: Self.now) == .success(SampleClaims.claims()))
        #expect(ContextSealer(keys: [first]).open(new, now: Self.now) == .failure(.unknownKey))
        #expect(ContextSealer(keys: []).open(new, now: Self.now) == .failure(.unknownKey))
    }

    @Test("Two seals of the same claims differ")
    func noncesDiffer() throws {
        var generator = SeededGenerator(seed: 5)
        let sealer = ContextSealer(keys: [try SampleClaims.key(1)])
        let claims = SampleClaims.claims()
        #expect(try sealer.seal(claims, using: &generator) != sealer.seal(claims, using: &generator))
    }

    @Test("An ordinary INVITE makes at most 4 KB (events.md §2)")
    func staysSmall() throws {
        var generator = SeededGenerator(seed: 6)
        let sealer = ContextSealer(keys: [try SampleClaims.key(1)])
        let recipe = [UInt8](repeating: 0x61, count: 2500)
        #expect(try sealer.seal(SampleClaims.claims(recipe: recipe), using: &generator).utf8.count <= 4096)
    }

    @Test("What cannot be sealed is said")
    func refusesImpossibleClaims() throws {
        var generator = SeededGenerator(seed: 7)
        let sealer = ContextSealer(keys: [try SampleClaims.key(1)])
        #expect(throws: ContextSealingError.noKey) {
            try ContextSealer(keys: []).seal(SampleClaims.claims(), using: &generator)
        }
        var claims = SampleClaims.claims()
        claims.callID = [1, 2, 3]
        #expect(throws: ContextSealingError.invalidClaims) { try sealer.seal(claims, using: &generator) }
        let huge = SampleClaims.claims(recipe: [UInt8](repeating: 0, count: 70_000))
        #expect(throws: ContextSealingError.invalidClaims) { try sealer.seal(huge, using: &generator) }
        for count in 12_000..<12_400 {
            let claims = SampleClaims.claims(recipe: [UInt8](repeating: 0, count: count))
            do {
                let text = try sealer.seal(claims, using: &generator)
                #expect(text.utf8.count <= ContextSealer.textLimit)
                #expect(sealer.open(text, now: Self.now) == .success(claims))
            } catch {
                #expect(error == .tooLarge)
            }
        }
        #expect(sealer.open(String(repeating: "A", count: 16_388), now: Self.now) == .failure(.malformed))
    }

    @Test("Random text never traps and never opens", arguments: 0..<20 as Range<UInt64>)
    func survivesAnything(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let sealer = ContextSealer(keys: [try SampleClaims.key(1)])
        let characters = Array(Self.alphabet) + [UInt8(ascii: "="), UInt8(ascii: "."), 0x20]
        for _ in 0..<500 {
            let text = (0..<Int.random(in: 0...120, using: &generator)).map { _ in
                characters.randomElement(using: &generator) ?? 0
            }
            let outcome = sealer.open("AQ" + String(decoding: text, as: UTF8.self), now: .min)
            #expect(throws: ContextError.self, "seed \(seed)") { try outcome.get() }
        }
    }
}
