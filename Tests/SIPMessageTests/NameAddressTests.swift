import SIPMessage
import Testing

@Suite struct NameAddressTests {
    @Test("SYN-12: without brackets everything after the first semicolon belongs to the header")
    func addrSpec() throws {
        let bare = try NameAddress(parsing: "sip:+19725552222@gw1.example.net;unknownparam;tag=7")
        #expect(bare.uri.description == "sip:+19725552222@gw1.example.net")
        #expect(bare.parameters.contains("unknownparam"))
        #expect(bare.tag == "7")
        #expect(bare.displayName == nil)
        let bracketed = try NameAddress(parsing: "<sip:+19725552222@gw1.example.net;unknownparam>;q=0.5")
        #expect(bracketed.uri.parameters.contains("unknownparam"))
        #expect(!bracketed.parameters.contains("unknownparam"))
        #expect(bracketed.parameters["Q"] == "0.5")
    }

    @Test(
        "SYN-14: display names are quoted strings or words",
        arguments: [
            ("\"Watson, \\\"T\\\" \\\\\" <sip:t@h>", "Watson, \"T\" \\"), ("\"name\"<sip:t@h>", "name"),
            ("\"\" <sip:t@h>", ""),
            ("caller<sip:t@h>", "caller"),
            ("token1~` token2'+_  token3*%!.- <sip:t@h>", "token1~` token2'+_  token3*%!.-"),
            ("Jörg <sip:t@h>", "Jörg"), ("\"<sip:x@y>;tag=1\" <sip:t@h>", "<sip:x@y>;tag=1"), ("<sip:t@h>", nil),
        ] as [(String, String?)])
    func displayName(text: String, name: String?) throws {
        let address = try NameAddress(parsing: text)
        #expect(address.displayName == name)
        #expect(address.uri.description == "sip:t@h")
        #expect(address.tag == nil)
        #expect(address.description == text)
    }

    @Test(
        "SYN-12, SYN-14: what is no address is refused",
        arguments: [
            "", "sip:a@b?x=y", "sip:a@b,c", "\"Mr. J. User <sip:j.user@example.com>", "\"a\" sip:b@c",
            "Bell, A <sip:a@b>", "<sip:a@b",
            "\"W\" < sip:t@h >", "<sip:a@b> x", "<sip:a@b>;", "<sip:a@b>;;x", "<sip:a@b>;tag", "<sip:a@b>;tag=", "a b",
            "<>", "*",
            "<sip:a@b>;tag=1;tag=2", "<sip:a@b>, <sip:c@d>", "<sip:a@b>;x=\"y", "\"a\\", "\"a\r\nb\" <sip:a@b>",
            "\"a\\\r\" <sip:a@b>",
            "<sip:a@b>;x=\"\\\n\"", "sip:a@b\u{0}", "<sip:a@b>;tag=\"q\"",
        ])
    func malformed(text: String) throws {
        #expect(throws: SIPParseError.self) { try NameAddress(parsing: text) }
        guard !text.contains("\r"), !text.contains("\n"), !text.contains("\r\n") else { return }
        let error = try #require(SampleMessage().replacing("To", with: "To: \(text)").error())
        #expect(error.statusCode == 400)
        #expect(error.header == "To")
        #expect(error.salvage?.to?.text == text)
    }

    @Test("Blanks around the parts of an address and its parameters are allowed, and values may be quoted")
    func blanks() throws {
        let address = try NameAddress(parsing: "  A  <sip:a@b> ; x = \"a;\\\"b\" ;y; tag = t ")
        #expect(address.tag == "t")
        #expect(address.parameters["x"] == "a;\"b")
        #expect(Array(address.parameters).map(\.name) == ["x", "y", "tag"])
        #expect(address.description == "A  <sip:a@b> ; x = \"a;\\\"b\" ;y; tag = t")
    }

    @Test("SYN-12: an address is always written with brackets")
    func building() throws {
        let uri = try SIPURI(parsing: "sip:a@b;lr")
        let plain = try NameAddress(uri: uri)
        #expect(plain.description == "<sip:a@b;lr>")
        let full = try NameAddress(
            displayName: "A \"q\" \\ ü", uri: uri, tag: "t1",
            parameters: [SIPParameter("reason", "no-answer"), SIPParameter("x", "a b"), SIPParameter("lr")])
        #expect(full.description == "\"A \\\"q\\\" \\\\ ü\" <sip:a@b;lr>;tag=t1;reason=no-answer;x=\"a b\";lr")
        #expect(full.displayName == "A \"q\" \\ ü")
        #expect(full.parameters["x"] == "a b")
        #expect(try NameAddress(parsing: full.headerValue.bytes) == full)
        #expect(throws: SIPParseError.self) { try NameAddress(displayName: "a\r\nb", uri: uri) }
        #expect(throws: SIPParseError.self) { try NameAddress(uri: uri, tag: "a;b") }
        #expect(throws: SIPParseError.self) { try NameAddress(uri: uri, parameters: [SIPParameter("a b")]) }
    }

    @Test("A header field of addresses is read value by value")
    func addressList() throws {
        let request = try SampleMessage().adding("Diversion: \"a, b\" <sip:a@h>;reason=busy, <sip:b@h>", "Contact: x y")
            .request()
        #expect(try request.headers.nameAddresses(.diversion).map(\.uri.description) == ["sip:a@h", "sip:b@h"])
        #expect(throws: SIPParseError.self) { try request.headers.nameAddresses(.contact) }
    }
}
