import SIPMessage
import Testing

@Suite struct TypedHeaderTests {
    private func headers(_ lines: String...) throws -> SIPHeaders {
        var message = SampleMessage()
        message.headers += lines
        return try message.request().headers
    }

    @Test("UAS-2: option tags are read from all lines, in order")
    func optionTags() throws {
        let headers = try self.headers("Require: 100rel, timer", "require: path", "k:", "Proxy-Require: a b")
        #expect(try headers.optionTags(.require) == ["100rel", "timer", "path"])
        #expect(try headers.optionTags(.supported).isEmpty)
        #expect(throws: SIPParseError.self) { try headers.optionTags(.proxyRequire) }
    }

    @Test("ID-3: Privacy is a set of tokens, and `none` overrides the others")
    func privacy() throws {
        #expect(try self.headers().privacy.values.isEmpty)
        let some = try self.headers("Privacy: ID; header", "Privacy: critical,x-odd").privacy
        #expect(some.values == [.id, .header, .critical, Privacy.Value(rawValue: "x-odd")])
        #expect(some.asks(for: .id) && !some.asks(for: .user))
        let none = try self.headers("Privacy: none;id").privacy
        #expect(none.asks(for: .none) && !none.asks(for: .id))
        #expect(try self.headers("Privacy: \"id\" ;;").privacy.values.isEmpty)
    }

    @Test("ID-1: one sip and one tel address are taken of P-Asserted-Identity; the rest is passed over")
    func assertedIdentity() throws {
        let headers = try self.headers(
            "P-Asserted-Identity: <urn:x>, \"A, B\" <sip:+1@h>, broken <", "P-Asserted-Identity: <sips:second@h>",
            "P-Asserted-Identity: tel:+14255550199", "P-Asserted-Identity: <tel:+2>")
        let identity = try #require(headers.assertedIdentity)
        #expect(identity.sip?.uri.description == "sip:+1@h")
        #expect(identity.sip?.displayName == "A, B")
        #expect(identity.tel?.uri.telephoneNumber == "+14255550199")
        #expect(try self.headers("P-Asserted-Identity: <urn:x>").assertedIdentity == nil)
        #expect(try self.headers().assertedIdentity == nil)
    }

    @Test("ID-5: P-Called-Party-ID is an address")
    func calledParty() throws {
        #expect(try self.headers("P-Called-Party-ID: <sip:+1@h>;x").calledParty?.uri.description == "sip:+1@h")
        #expect(try self.headers("p-called-party-id: nobody").calledParty == nil)
        #expect(try self.headers().calledParty == nil)
    }

    @Test("DIV-1: a diversion has a reason and counts for as many as it says")
    func diversions() throws {
        let diversions = try self.headers(
            "Diversion: \"x\" <sip:a@h>;reason=\"User-Busy\";counter=4;privacy=FULL;screen=yes, <sip:b@h>;counter=999",
            "Diversion: <tel:+1>;counter=none;screen=x", "Diversion: <sip:c@h>;counter=0;screen=no"
        ).diversions()
        #expect(diversions.map(\.reason) == [.userBusy, .unknown, .unknown, .unknown])
        #expect(diversions.map(\.counter) == [4, 99, 1, 1])
        #expect(diversions.map(\.isScreened) == [true, nil, nil, false])
        #expect(diversions[0].privacy == "full")
        #expect(throws: SIPParseError.self) { try self.headers("Diversion: x").diversions() }
    }

    @Test("DIV-1: a diversion of one's own is read back the same")
    func ownDiversion() throws {
        let uri = try SIPURI(globalNumber: "+14255550100", host: "h")
        let diversion = try Diversion(displayName: "A", uri: uri, reason: .deflection, privacy: "off")
        let text = "\"A\" <sip:+14255550100@h;user=phone>;reason=deflection;counter=1;privacy=off"
        #expect(diversion.headerValue.description == text)
        #expect(try self.headers("Diversion: \(text)").diversions() == [diversion])
        #expect(throws: SIPParseError.self) { try Diversion(uri: uri, reason: .init(rawValue: "a\r\nb")) }
    }

    @Test("DIV-4: reasons have a protocol, a cause and a text")
    func reasons() throws {
        let reasons = try self.headers(
            "Reason: SIP ;cause=200 ;text=\"Call completed, elsewhere\", Q.850;cause=16",
            "Reason: X;cause=soon;y=z", "Reason: Q.850;cause=99999999999999999999999"
        ).reasons()
        #expect(reasons.map(\.protocolName) == ["SIP", "Q.850", "X", "Q.850"])
        #expect(reasons.map(\.cause) == [200, 16, nil, 65_535])
        #expect(reasons.map(\.text) == ["Call completed, elsewhere", nil, nil, nil])
        for value in ["", ";cause=1", "SIP cause=1", "SIP;", "SIP;text=\"open", "\"SIP\";cause=1"] {
            #expect(throws: SIPParseError.self) { try Reason(parsing: value.utf8) }
        }
    }

    @Test("DIV-4: a reason of one's own is read back the same")
    func ownReason() throws {
        let reason = try Reason(protocolName: "Q.850", cause: 31, text: "not \"normal\"")
        #expect(reason.headerValue.description == #"Q.850;cause=31;text="not \"normal\"""#)
        #expect(try Reason(parsing: reason.headerValue.bytes) == reason)
        #expect(try Reason(protocolName: "SIP").headerValue.description == "SIP")
        #expect(throws: SIPParseError.self) { try Reason(protocolName: "S IP") }
        #expect(throws: SIPParseError.self) { try Reason(protocolName: "SIP", text: "a\r\nb") }
        let escaped = try Reason(parsing: Array("SIP;text=\"\\".utf8) + [0] + Array("\"".utf8))
        #expect(escaped.text == "\0")
        #expect(escaped.headerValue.description == "SIP")
    }

    @Test(
        "OVL-1: Retry-After is seconds with what others add",
        arguments: [
            ("5", 5, nil), ("0018000 ;duration=3600", 18_000, 3600), ("120 (I'm in (a \\) meeting)) ;x=y", 120, nil),
            ("949302838503028349304023988", 4_294_967_295, nil), ("1;duration=x", 1, nil),
        ] as [(String, Int, Int?)])
    func retryAfter(text: String, seconds: Int, duration: Int?) throws {
        let value = try #require(try self.headers("Retry-After: \(text)").retryAfter())
        #expect(value == RetryAfter(seconds: seconds, duration: duration))
        #expect(try RetryAfter(parsing: value.headerValue.bytes) == value)
    }

    @Test("A Retry-After that is none is refused, and none is nil")
    func badRetryAfter() throws {
        for value in ["", "soon", "-1", "5 (open", "5 6", "5;"] {
            #expect(throws: SIPParseError.self) { try RetryAfter(parsing: value.utf8) }
        }
        #expect(try self.headers().retryAfter() == nil)
        #expect(RetryAfter(seconds: -5).seconds == 0)
    }

    @Test("User-to-User carries data with an encoding")
    func userToUser() throws {
        let values = try self.headers(
            "User-to-User: 56a390f3d2b7;encoding=hex;purpose=isdn-uui;content=isdn-uui, \"a; b\";encoding=X"
        ).userToUser()
        #expect(values.map(\.data) == ["56a390f3d2b7", "a; b"])
        #expect(values.map(\.encoding) == ["hex", "x"])
        #expect(values[0].purpose == "isdn-uui" && values[0].content == "isdn-uui")
        #expect(values[1].bytes.text == "\"a; b\";encoding=X")
        for value in ["", ";encoding=hex", "a b", "\"open"] {
            #expect(throws: SIPParseError.self) { try UserToUser(parsing: value.utf8) }
        }
    }

    @Test("DIV-3: the history of a request is a tree of indices")
    func history() throws {
        let entries = try self.headers(
            "History-Info: <sip:bob@example.com?Reason=SIP%3Bcause%3D302&Privacy=history>;index=1",
            "History-Info: <sip:bob@192.0.2.4>;index=1.1;rc=1, <sip:carol@example.com>;index=1.2;MP=1"
        ).historyInfo()
        #expect(entries.map(\.index.description) == ["1", "1.1", "1.2"])
        #expect(entries[0].change == nil)
        #expect(entries.dropFirst().map { $0.change?.kind } == [.registeredContact, .mapped])
        #expect(entries[2].change?.from == entries[0].index)
        #expect(entries[0].index.child(3)?.description == "1.3")
        #expect(entries[0].reasons == [try Reason(protocolName: "SIP", cause: 302)])
        #expect(entries[0].address.uri.embeddedHeader(.privacy).map { $0.text } == "history")
        #expect(entries[1].reasons.isEmpty)
        #expect(Set(entries).count == 3)
        for value in ["<sip:a@h>", "<sip:a@h>;index=", "<sip:a@h>;index=1..2", "<sip:a@h>;index=a", "a;index=1"] {
            #expect(throws: SIPParseError.self) { try HistoryInfo(parsing: value.utf8) }
        }
        #expect(HistoryInfo.Index(Array(repeating: "1", count: 33).joined(separator: ".")) == nil)
        #expect(HistoryInfo.Index("65536") == nil)
        #expect(HistoryInfo.Index("65535")?.child(65_536) == nil)
    }

    @Test("SYN-10, RED-8: a header in a URI that would break a line is read and not believed")
    func embeddedHeaders() throws {
        let uri = try SIPURI(parsing: "sip:a@h?Reason=SIP%0d%0aVia%3a%20x&r%65ason=second&empty=&flag")
        #expect(uri.embeddedHeader(.reason)?.text == "SIP\r\nVia: x")
        #expect(try HistoryInfo(parsing: "<\(uri)>;index=1".utf8).reasons.isEmpty)
        #expect(try uri.embeddedHeader(#require(SIPHeaderName("empty"))) == [])
        #expect(try uri.embeddedHeader(#require(SIPHeaderName("flag"))) == [])
        #expect(uri.embeddedHeader(.subject) == nil)
        #expect(try SIPURI(parsing: "sip:h").embeddedHeader(.subject) == nil)
    }

    @Test("REG-2: contacts are addresses or an asterisk")
    func contacts() throws {
        #expect(try self.headers("Contact: *").contacts() == .all)
        #expect(try self.headers().contacts() == .addresses([]))
        guard case .addresses(let some) = try self.headers("m: <sip:a@h>;q=0.7;expires=60, <sip:b@h>").contacts() else {
            Issue.record("all")
            return
        }
        #expect(some.map(\.quality) == [700, nil])
        #expect(some.map(\.expires) == [60, nil])
        #expect(throws: SIPParseError.self) { try self.headers("Contact: *, <sip:a@h>").contacts() }
    }

    @Test(
        "A q value is 0 to 1 with three decimals at most",
        arguments: [
            ("1", 1000), ("0", 0), ("0.5", 500), ("0.333", 333), ("1.000", 1000), ("0.", 0), ("1.001", nil),
            ("2", nil), ("0.1234", nil), (".5", nil), ("", nil), ("x", nil), ("0.x", nil), ("10", nil),
        ] as [(String, Int?)])
    func quality(text: String, quality: Int?) throws {
        #expect(try NameAddress(parsing: "<sip:a@h>;q=\(text)").quality == quality)
    }

    @Test(
        "SYN-9: an expiry that is none, or beyond 2^32 - 1, counts as an hour",
        arguments: [
            ("0", 0), ("4294967295", 4_294_967_295), ("4294967296", 3600),
            ("1" + String(repeating: "0", count: 100), 3600),
            ("never", 3600), ("", 3600), ("-1", 3600), ("0007", 7),
        ])
    func expires(text: String, seconds: Int) throws {
        #expect(try self.headers("Expires: \(text)").expires == seconds)
        #expect(try NameAddress(parsing: "<sip:a@h>;expires=\"\(text)\"").expires == seconds)
        #expect(try self.headers().expires == nil)
    }
}
