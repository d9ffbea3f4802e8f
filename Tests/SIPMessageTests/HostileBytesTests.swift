import DivertTesting
import SIPMessage
import Testing

@Suite struct HostileBytesTests {
    private static let valid: [SampleMessage] = [
        SampleMessage(),
        SampleMessage.ringing,
        SampleMessage().adding(
            "Subject: folded\r\n line", "k: path, timer", "Contact: \"a, b\" <sip:x@[2001:db8::1]:5060;lr>;q=0.1"),
        SampleMessage().starting("OPTIONS tel:+1-201-555-0123;phone-context=x SIP/2.0").replacing(
            "CSeq", with: "CSeq: 1 OPTIONS"),
        SampleMessage().starting("REGISTER sips:h:5061;transport=tcp SIP/2.0").replacing(
            "CSeq", with: "CSeq: 7 REGISTER"
        )
        .adding("Contact: *", "Expires: 0"),
        SampleMessage().replacing(
            "Via", with: "Via: SIP / 2.0 / TCP [2001:db8::1]:9 ; rport=4 ;received=::1;maddr=h, SIP/2.0/UDP a"),
    ]

    /// Whether the bytes were accepted. What is accepted must survive printing.
    @discardableResult
    private func check(_ bytes: [UInt8], _ comment: String) -> Bool {
        let parser = SIPParser()
        do {
            let message = try parser.parse(datagram: bytes)
            message.readEverything()
            let printed = message.serialized()
            #expect(try parser.parse(datagram: printed) == message, "\(comment)")
            #expect(try parser.parse(streamMessage: printed).serialized() == printed, "\(comment)")
            return true
        } catch {
            #expect(error.offset >= 0)
            if let salvage = error.salvage {
                let response = SIPResponse(statusCode: 400, reasonPhrase: error.reason, headers: salvage.headers)
                #expect(!response.serialized().isEmpty)
            } else {
                #expect(error.statusCode == nil, "\(comment)")
            }
            return false
        }
    }

    /// Where mutations start: messages of every kind, good and bad.
    private static func seeds() throws -> [[UInt8]] {
        let corpora = try Fixture.all(of: "rfc4475") + Fixture.all(of: "rfc5118") + Fixture.all(of: "findings")
        return Self.valid.map(\.bytes) + corpora.map(\.onTheWire)
    }

    @Test("Parse, print, parse is the identity")
    func identity() throws {
        for message in Self.valid { #expect(self.check(message.bytes, message.startLine)) }
        for (index, bytes) in try Self.seeds().enumerated() { self.check(bytes, "seed \(index)") }
    }

    @Test("A message cut off at any byte is refused or accepted, and never traps")
    func truncation() {
        for message in Self.valid {
            let bytes = message.bytes
            for count in 0..<bytes.count {
                self.check(Array(bytes[..<count]), "cut at \(count)")
                var framer = SIPStreamFramer()
                framer.append(bytes[..<count])
                _ = try? framer.next()
            }
        }
    }

    @Test("Ten thousand mutations never trap, and what is accepted survives printing")
    func mutation() throws {
        let seeds = try Self.seeds()
        let seed: UInt64 = 0x0D1_7E27
        var generator = SeededGenerator(seed: seed)
        let telling = Array("\r\n\t \"\\<>;,=:/?@%[]*+.0129\0\u{7f}aSIz".utf8) + [0x80, 0xFF]
        var accepted = 0
        for round in 0..<10_000 {
            var bytes = seeds[round % seeds.count]
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                let byte = telling.randomElement(using: &generator) ?? 0
                switch Int.random(in: 0..<5, using: &generator) {
                case 0: bytes[place] = byte
                case 1: bytes.insert(byte, at: place)
                case 2: bytes.remove(at: place)
                case 3: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                default:
                    let end = min(bytes.count, place + Int.random(in: 1...20, using: &generator))
                    bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &generator))
                }
            }
            if self.check(bytes, "seed \(seed), round \(round)") { accepted += 1 }
            var framer = SIPStreamFramer()
            framer.append(bytes)
            while let frame = try? framer.next() {
                guard case .message(let cut) = frame else { continue }
                if let message = try? SIPParser().parse(streamMessage: cut) { message.readEverything() }
            }
        }
        #expect(accepted > 1_000)
    }
}
