import DivertTesting
import SIPCore
import SIPMessage
import Testing

@Suite("A recipe as bytes, in rows and contexts (D8)")
struct ResponseRecipeBytesTests {
    static let recipes: [(SampleRequest, Arrival)] = [
        (SampleRequest(), .udp("192.0.2.1")),
        (SampleRequest(others: ["Timestamp: 1.5"]), .tcp("2001:db8::1", 65_535, listener: 7)),
        (SampleRequest(vias: ["SIP/2.0/UDP pc.example.net"], from: "<sip:a@b>"), .udp("203.0.113.200", 1)),
        (
            SampleRequest(
                vias: (0..<70).map { "SIP/2.0/UDP h\($0).example.net:5070;branch=z9hG4bK\($0)" },
                to: "<sip:b@c>;tag=theirs", callID: String(repeating: "x", count: 8_000)),
            .udp("192.0.2.1", listener: 255)
        ),
    ]

    @Test("What was written is read again, and makes the same responses", arguments: recipes)
    func roundTrip(request: SampleRequest, arrival: Arrival) throws {
        let recipe = try request.recipe(arrival, isTrusted: true)
        let read = try #require(ResponseRecipe(bytes: recipe.bytes))
        #expect(read == recipe)
        for status in [100, 180, 302, 487] { #expect(read.response(status) == recipe.response(status)) }
    }

    @Test("Bytes cut off anywhere, and bytes with something behind, are refused")
    func truncated() throws {
        let bytes = try SampleRequest().recipe().bytes
        for count in 0..<bytes.count { #expect(ResponseRecipe(bytes: Array(bytes[..<count])) == nil) }
        #expect(ResponseRecipe(bytes: bytes + [0]) == nil)
    }

    @Test("Another version and an unknown transport are refused")
    func foreign() throws {
        var bytes = try SampleRequest().recipe().bytes
        bytes[0] = 3
        #expect(ResponseRecipe(bytes: bytes) == nil)
        bytes[0] = 2
        bytes[1] = 99
        #expect(ResponseRecipe(bytes: bytes) == nil)
    }

    @Test("The form before, which did not tell of diversions, is read")
    func firstVersion() throws {
        let recipe = try SampleRequest().recipe()
        #expect(ResponseRecipe(bytes: [1] + recipe.bytes.dropFirst().dropLast()) == recipe)
    }

    @Test("Twenty thousand mutations never trap, neither when they are read nor when they are used")
    func hostile() throws {
        let seed: UInt64 = 0x5EED_0001
        var generator = SeededGenerator(seed: seed)
        let valid = try Self.recipes.prefix(3).map { try $0.0.recipe($0.1).bytes }
        var read = 0
        for round in 0..<20_000 {
            var bytes = valid[round % valid.count]
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: 0..<min(bytes.count, round % 2 == 0 ? 12 : bytes.count), using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes[place] = [0, 0xFF].randomElement(using: &generator) ?? 0
                case 2: bytes.remove(at: place)
                default: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
                }
            }
            guard let recipe = ResponseRecipe(bytes: bytes) else { continue }
            read += 1
            _ = recipe.response(100)
            _ = recipe.response(302)
            #expect(ResponseRecipe(bytes: recipe.bytes) == recipe, "seed \(seed), round \(round)")
        }
        #expect(read > 100)
    }

    @Test("Random bytes never trap")
    func noise() {
        var generator = SeededGenerator(seed: 0x5EED_0002)
        for _ in 0..<5_000 {
            let count = Int.random(in: 0...80, using: &generator)
            let noise = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            _ = ResponseRecipe(bytes: noise)
            _ = ResponseRecipe(bytes: [1, 1, 0] + noise)
        }
    }
}
