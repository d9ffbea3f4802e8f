import SIPMessage
import Testing

/// Each place in the grammar takes the bytes that RFC 3261 §25.1 lists for it, and no others.
@Suite struct GrammarTests {
    private static let alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    private static let unreserved = alphanumeric + "-_.!~*'()"

    /// The bytes for which `isTaken` is true, among all that are one ASCII character.
    private func taken(_ isTaken: (String) throws -> Bool) rethrows -> Set<Character> {
        Set(try (UInt8(0)..<128).map { Character(Unicode.Scalar($0)) }.filter { try isTaken(String($0)) })
    }

    private func isURI(_ text: String) -> Bool { (try? SIPURI(parsing: text)) != nil }

    @Test("SYN-1, SYN-3: methods and header names are tokens")
    func tokens() {
        let token = Set(Self.alphanumeric + "-.!%*_+`'~")
        #expect(self.taken { SIPMethod(rawValue: "a" + $0) != nil } == token)
        #expect(self.taken { SIPHeaderName("ab" + $0) != nil } == token)
        #expect(self.taken { SampleMessage().adding("ab\($0)cd: x").error() == nil } == token.union([":"]))
        #expect(SIPMethod(rawValue: "ä") == nil && SIPHeaderName("ä") == nil)
    }

    @Test("SYN-10, SYN-11: the parts of a SIP URI")
    func uriParts() {
        #expect(
            self.taken { self.isURI("sip:a\($0)b@h") && !$0.isEmpty }
                == Set(Self.unreserved + "&=+$,;?/#").union([":"]))
        #expect(self.taken { self.isURI("sip:a:b\($0)@h") } == Set(Self.unreserved + "&=+$,"))
        #expect(
            self.taken { (try? SIPURI(parsing: "sip:a\($0)b"))?.host == "a\($0)b" } == Set(Self.alphanumeric + "-._"))
        let name = self.taken { (try? SIPURI(parsing: "sip:h;n\($0)=v"))?.parameters["n\($0)"] == "v" }
        #expect(name == Set(Self.unreserved + "[]/:&+$"))
        let value = self.taken { (try? SIPURI(parsing: "sip:h;n=v\($0)"))?.parameters["n"] == "v\($0)" }
        #expect(value == Set(Self.unreserved + "[]/:&+$="))
        #expect(self.taken { self.isURI("sip:h?a=\($0)") } == Set(Self.unreserved + "[]/?:+$&="))
        #expect(self.taken { self.isURI("a\($0):b") } == Set(Self.alphanumeric + "+-.").union([":"]))
    }

    @Test("SYN-13: what stands between brackets")
    func ipv6() {
        #expect(self.taken { self.isURI("sip:[::\($0)]") } == Set("0123456789ABCDEFabcdef:."))
    }

    @Test("SYN-10: telephone numbers, and URIs of other schemes")
    func otherSchemes() {
        let number = self.taken { (try? SIPURI(parsing: "tel:1\($0)1")) != nil && $0 != ";" }
        #expect(number == Set("0123456789ABCDEFabcdef*#+-.()"))
        let printable = self.taken { $0 > " " && $0 < "\u{7f}" }
        #expect(self.taken { self.isURI("urn:\($0)") } == printable.subtracting(["\"", "<", ">"]))
        #expect(
            self.taken { (try? SIPURI(parsing: "tel:1\($0)1"))?.telephoneNumber?.count == 3 }
                == Set("0123456789ABCDEFabcdef*#"))
    }

    @Test("SYN-12, SYN-14: display names, header parameters and Call-IDs")
    func headerValues() {
        let words = self.taken { (try? NameAddress(parsing: "a\($0)b <sip:h>"))?.displayName == "a\($0)b" }
        #expect(words == Set(Self.alphanumeric + "-.!%*_+`'~ \t"))
        let value = self.taken { (try? NameAddress(parsing: "<sip:h>;n=v\($0)v"))?.parameters["n"] == "v\($0)v" }
        #expect(value == Set(Self.unreserved + "`%+[]:/=@&$?{}|\\^#"))
        let callID = self.taken { (try? SampleMessage().replacing("Call-ID", with: "i: a\($0)b").request()) != nil }
        #expect(callID == self.taken { $0 > " " && $0 < "\u{7f}" })
    }

    @Test("SYN-10: an escape equals its character, save where that is a reserved one")
    func reserved() throws {
        let different = try self.taken { character in
            let byte = try #require(character.utf8.first)
            guard let written = try? SIPURI(parsing: "sip:a\(character)b@h"), written.user == "a\(character)b" else {
                return false
            }
            let digits = String(byte, radix: 16)
            return try !written.isEquivalent(to: SIPURI(parsing: "sip:a%\(digits.count < 2 ? "0" : "")\(digits)b@h"))
        }
        #expect(different == Set(";/?&=+$,"))
    }
}
