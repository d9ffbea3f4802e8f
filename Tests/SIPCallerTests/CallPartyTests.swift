import SIPCaller
import SIPMessage
import Testing

@Suite("Who calls and who is called")
struct CallPartyTests {
    @Test(
        "Numbers, raw ids, names and SIP URIs become addresses at the host",
        arguments: [
            ("+14255550123", "sip:+14255550123@h.example;user=phone"),
            ("4:+14255550123", "sip:+14255550123@h.example;user=phone"),
            (
                "8:acs:00000000-0000-0000-0000-000000000001_u",
                "sip:8%3Aacs%3A00000000-0000-0000-0000-000000000001_u@h.example"
            ),
            ("8:orgid:u", "sip:8%3Aorgid%3Au@h.example"), ("alice", "sip:alice@h.example"),
            ("anonymous", "sip:anonymous@h.example"), ("201", "sip:201@h.example"),
            ("sip:bob@elsewhere.example:5070", "sip:bob@elsewhere.example:5070"),
            ("sips:bob@elsewhere.example", "sips:bob@elsewhere.example"),
        ])
    func forms(text: String, uri: String) throws {
        let party = try CallParty(parsing: text)
        #expect(try party.uri(at: "h.example").description == uri)
    }

    @Test(
        "What can stand in no address is refused",
        arguments: ["", "sip:", "sip:@", "tel:+14255550123", "two\r\nlines", "sip:a@b.example?x=y"])
    func refused(text: String) {
        #expect(throws: CallAddressError.self) { try CallParty(parsing: text) }
    }
}
