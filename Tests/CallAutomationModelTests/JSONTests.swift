import CallAutomationModel
import DivertTesting
import Foundation
import Testing

@Suite("JSON")
struct JSONTests {
    @Test(
        "Values are read",
        arguments: [
            ("null", .null), (" true\n", .bool(true)), ("false", .bool(false)), ("-0.5e+3", .number("-0.5e+3")),
            ("0", .number("0")), ("120", .number("120")), (#""""#, .string("")), ("[]", .array([])),
            ("{ }", .object([])),
            ("[1, [2]]", .array([.number("1"), .array([.number("2")])])),
            (#"{"a" : {"b":null}}"#, .object([.init(name: "a", value: .object([.init(name: "b", value: .null)]))])),
            (#""\"\\\/\b\f\n\r\tA\u00e9\u20AC\ud83d\uDE00""#, .string("\"\\/\u{8}\u{c}\n\r\tAé€😀")),
            (#""é😀""#, .string("é😀")), ("\u{FEFF}1", .number("1")), (#""\u0000""#, .string("\u{0}")),
        ] as [(String, JSONValue)])
    func reads(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: Array(text.utf8)) == value)
    }

    @Test(
        "What is not JSON is refused with its place",
        arguments: [
            ("", .unexpectedEnd, 0), ("[1,]", .unexpectedByte, 3), (#"{"a":1,}"#, .unexpectedByte, 7),
            (#"{"a" 1}"#, .unexpectedByte, 5), ("{a:1}", .unexpectedByte, 1), ("1 2", .trailingBytes, 2),
            ("tru", .unexpectedEnd, 3), ("trux", .unexpectedByte, 3), ("01", .invalidNumber, 1),
            ("1.", .invalidNumber, 2),
            ("-", .invalidNumber, 1), ("1e", .invalidNumber, 2), ("+1", .unexpectedByte, 0),
            ("NaN", .unexpectedByte, 0),
            ("\"a", .unexpectedEnd, 2), ("\"\n\"", .controlCharacter, 1), (#""\x""#, .invalidEscape, 2),
            (#""\u12G4""#, .invalidEscape, 5), (#""\ud800""#, .invalidEscape, 7), (#""\udc00""#, .invalidEscape, 7),
            (#""\ud800\u0041""#, .invalidEscape, 13), ("'a'", .unexpectedByte, 0), ("// x\n1", .unexpectedByte, 0),
        ] as [(String, JSONParseError.Code, Int)])
    func refuses(text: String, code: JSONParseError.Code, offset: Int) {
        #expect(throws: JSONParseError.self) { try JSONValue(parsing: Array(text.utf8)) }
        do {
            _ = try JSONValue(parsing: Array(text.utf8))
        } catch {
            #expect(error.code == code)
            #expect(error.offset == offset)
        }
    }

    @Test(
        "Strings must be UTF-8",
        arguments: [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xF5, 0x80, 0x80, 0x80]])
    func refusesBrokenUTF8(bytes: [UInt8]) {
        let text = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
        #expect(throws: JSONParseError.self) { try JSONValue(parsing: text) }
    }

    @Test("Nesting has a limit and costs nothing beyond it")
    func limitsNesting() throws {
        let limit = JSONParser.depthLimit
        _ = try JSONValue(
            parsing: Array((String(repeating: "[", count: limit) + String(repeating: "]", count: limit)).utf8))
        #expect(throws: JSONParseError.self) {
            try JSONValue(parsing: Array(String(repeating: #"{"a":["#, count: 10_000).utf8))
        }
    }

    @Test("A member that stands twice is refused only when somebody asks for it")
    func refusesAmbiguousMembers() throws {
        let members = try JSONMembers(body: Array(#"{"a":1,"a":2,"b":"x","n":12,"t":true,"z":null}"#.utf8))
        #expect(try members.string("b") == "x")
        #expect(try members.integer("n") == 12)
        #expect(try members.bool("t") == true)
        #expect(try members.value("z") == nil)
        #expect(try members.value("nothing") == nil)
        #expect(thrown { () throws(CommunicationError) in _ = try members.value("a") }?.target == "a")
        #expect(thrown { () throws(CommunicationError) in _ = try members.integer("b") }?.target == "b")
        #expect(thrown { () throws(CommunicationError) in _ = try members.bool("b") }?.target == "b")
        #expect(thrown { () throws(CommunicationError) in _ = try members.string("n") }?.target == "n")
        #expect(thrown { () throws(CommunicationError) in _ = try members.requiredString("z") }?.target == "z")
    }

    @Test(
        "What is printed is what was meant, by the parser of Foundation and by ours", arguments: 0..<20 as Range<UInt64>
    )
    func printsWhatItReads(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<30 {
            let value = JSONValue.array([Self.random(depth: 3, using: &generator)])
            var text = JSONText()
            text.value(value)
            #expect(try JSONValue(parsing: text.bytes) == value, "seed \(seed)")
            #expect(throws: Never.self, "seed \(seed)") { try JSONSerialization.jsonObject(with: Data(text.bytes)) }
        }
    }

    @Test("Random bytes never trap the parser", arguments: 0..<20 as Range<UInt64>)
    func survivesAnything(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array(#"{}[]",:\u0123eE+-.truefalsn "#.utf8) + [0xC3, 0xFF, 0x00]
        for _ in 0..<1000 {
            let bytes = (0..<Int.random(in: 0...24, using: &generator)).map { _ in
                alphabet.randomElement(using: &generator) ?? 0
            }
            if let value = try? JSONValue(parsing: bytes) {
                var text = JSONText()
                text.value(value)
                #expect((try? JSONValue(parsing: text.bytes)) == value, "seed \(seed)")
            }
        }
    }

    @Test("The writer sets commas and escapes")
    func writes() {
        var text = JSONText()
        text.array { text in
            text.object { text in
                text.member("a", "q\" b\\ n\n é")
                text.member("b", 7)
                text.member("c", true)
                text.member("d", orNull: nil)
                text.member("e", ["y": "2", "x": "1"])
                text.name("f")
                text.array { $0.null() }
            }
            text.integer(-1)
            text.raw("{}".utf8)
        }
        let expected = #"[{"a":"q\" b\\ n\u000a é","b":7,"c":true,"d":null,"e":{"x":"1","y":"2"},"f":[null]},-1,{}]"#
        #expect(String(decoding: text.bytes, as: UTF8.self) == expected)
    }

    private static func random(depth: Int, using generator: inout SeededGenerator) -> JSONValue {
        let characters: [Character] = ["a", "\"", "\\", "\n", "\u{1F}", "\u{7F}", "é", "€", "😀", "\u{2028}", "/"]
        func text(_ generator: inout SeededGenerator) -> String {
            String(
                (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                    characters.randomElement(using: &generator) ?? "a"
                })
        }
        switch Int.random(in: 0...(depth > 0 ? 5 : 3), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .number(String(Int32.random(in: .min ... .max, using: &generator)))
        case 3: return .string(text(&generator))
        case 4: return .array((0..<3).map { _ in self.random(depth: depth - 1, using: &generator) })
        default:
            return .object(
                (0..<3).map {
                    JSONMember(name: "\($0)\(text(&generator))", value: random(depth: depth - 1, using: &generator))
                })
        }
    }
}
