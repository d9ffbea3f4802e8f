import SIPMessage
import Testing

@Suite struct URITests {
    @Test("SYN-10: a SIP URI comes apart")
    func parts() throws {
        let uri = try SIPURI(parsing: "SIPS:al%69ce:se%63ret@Example.COM:5061;transport=tcp;LR;x=%41?subject=a&y=")
        #expect(uri.scheme == .sips)
        #expect(uri.user == "alice")
        #expect(uri.rawUser?.text == "al%69ce")
        #expect(uri.password == "secret")
        #expect(uri.host == "Example.COM")
        #expect(uri.port == 5061)
        #expect(uri.parameters["Transport"] == "tcp")
        #expect(uri.parameters["lr"] == "")
        #expect(uri.parameters["x"] == "A")
        #expect(!uri.parameters.contains("user"))
        #expect(Array(uri.parameters).map(\.name) == ["transport", "LR", "x"])
        #expect(uri.headers?.text == "subject=a&y=")
        #expect(uri.description.hasPrefix("SIPS:al%69ce"))
    }

    @Test("SYN-10: escapes are decoded once, and NUL, CR and LF are characters like others")
    func escapes() throws {
        #expect(try SIPURI(parsing: "sip:sips%3Auser%40example.com@example.net").user == "sips:user@example.com")
        #expect(try SIPURI(parsing: "sip:null-%00-null@h").user == "null-\0-null")
        #expect(try SIPURI(parsing: "sip:%2541@h").user == "%41")
        #expect(try SIPURI(parsing: "sip:a%0d%0ab@h").user == "a\r\nb")
        for text in ["sip:a%@h", "sip:a%4@h", "sip:a%zz@h", "sip:a@h%41", "sip:a@h;x=%4"] {
            #expect(throws: SIPParseError.self) { try SIPURI(parsing: text) }
        }
    }

    @Test(
        "SYN-11: a user part may hold what elsewhere separates",
        arguments: [
            ("sip:user;par=u%40example.net@example.com", "user;par=u@example.net"),
            (
                "sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@example.com",
                "1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*"
            ),
            ("sip:*21*#@pbx", "*21*#"),
        ])
    func userPart(text: String, user: String) throws {
        let uri = try SIPURI(parsing: text)
        #expect(uri.user == user)
        #expect(uri.parameters.isEmpty)
    }

    @Test(
        "SYN-11: what is no URI is refused",
        arguments: [
            "", "sip:", "sip", ":a@b", "1sip:a@b", "sip:@h", "sip::x@h", "sip:a@", "sip:a@b@c", "sip:a b@c",
            "sip:a@b c", "sip:a@b:",
            "sip:a@b:0", "sip:a@b:65536", "sip:a@b:99999999999999999999", "sip:a@b:x", "sip:a@b;", "sip:a@b;;lr",
            "sip:a@b;=x",
            "sip:a@b?", "<sip:a@b>", "sip:a@b/x", "sip:ü@h", "sip:a@ü", "tel:", "tel:+", "tel:hello", "x:", "x:a b",
            "sip:a@b\r\nX: y",
        ])
    func malformed(text: String) {
        #expect(throws: SIPParseError.self) { try SIPURI(parsing: text) }
    }

    @Test(
        "SYN-11: a Request-URI with headers, brackets or blanks is a 400",
        arguments: [
            "sip:user@example.com?Route=%3Csip:example.com%3E", "<sip:user@example.com>", "sip:user@example.com; lr",
            "bob",
            "sip:2001:db8::10", "sip:a@b@c",
        ])
    func requestURI(text: String) throws {
        let error = try #require(SampleMessage().starting("INVITE \(text) SIP/2.0").error())
        #expect(error.statusCode == 400)
        #expect(error.salvage != nil)
    }

    @Test(
        "SYN-10: an unknown scheme in the Request-URI is left to the layer above",
        arguments: [
            ("nobodyKnowsThisScheme:totallyopaquecontent", "nobodyknowsthisscheme"),
            ("soap.beep://192.0.2.103:3002", "soap.beep"),
        ])
    func unknownScheme(text: String, scheme: String) throws {
        let request = try SampleMessage().starting("INVITE \(text) SIP/2.0").request()
        #expect(request.requestURI.scheme == .other(scheme))
        #expect(request.requestURI.user == nil)
        #expect(request.requestURI.description == text)
    }

    @Test(
        "SYN-13: IPv6 references have brackets, and three colons are tolerated",
        arguments: [
            ("sip:[2001:db8::10]", "2001:db8::10", nil), ("sip:a@[2001:db8::10]:5070", "2001:db8::10", 5070),
            ("sip:[2001:db8::10:5070]", "2001:db8::10:5070", nil),
            ("sip:[::ffff:192.0.2.10]:19823", "::ffff:192.0.2.10", 19823),
            ("sip:a@[2001:db8:::192.0.2.1]", "2001:db8:::192.0.2.1", nil),
        ] as [(String, String, Int?)])
    func ipv6(text: String, host: String, port: Int?) throws {
        let uri = try SIPURI(parsing: text)
        #expect(uri.host == host)
        #expect(uri.port == port)
        #expect(uri.isIPv6Reference)
    }

    @Test(
        "SYN-13: an IPv6 address without or with broken brackets is refused",
        arguments: [
            "sip:2001:db8::10", "sip:[2001:db8::10", "sip:[]", "sip:[1.2.3.4]", "sip:[fe80::1%25eth0]",
            "sip:[2001:db8::g]",
        ])
    func badIPv6(text: String) {
        #expect(throws: SIPParseError.self) { try SIPURI(parsing: text) }
    }

    @Test(
        "A telephone number comes without its visual separators",
        arguments: [
            ("tel:+1-201-555-0123", "+12015550123"), ("tel:(555).0123;phone-context=+1", "5550123"),
            ("sip:+1-201-555-0123;isub=1@gw;user=phone", "+12015550123"),
            ("sip:%2B12015550123@gw;user=PHONE", "+12015550123"),
            ("sip:+12015550123@gw", nil), ("sip:alice@gw;user=phone", nil), ("sip:gw;user=phone", nil), ("x:1", nil),
        ] as [(String, String?)])
    func telephone(text: String, number: String?) throws {
        #expect(try SIPURI(parsing: text).telephoneNumber == number)
    }

    @Test(
        "§19.1.4: these URIs are equivalent",
        arguments: [
            ("sip:%61lice@atlanta.com;transport=TCP", "sip:alice@AtLanTa.CoM;Transport=tcp"),
            ("sip:carol@chicago.com", "sip:carol@chicago.com;newparam=5"),
            ("sip:carol@chicago.com;newparam=5", "sip:carol@chicago.com;security=on"),
            (
                "sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com",
                "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com"
            ),
            (
                "sip:alice@atlanta.com?subject=project%20x&priority=urgent",
                "sip:alice@atlanta.com?priority=urgent&subject=project%20x"
            ),
            ("tel:+1-201-555-0123", "tel:+1(201)5550123"), ("urn:service:sos", "urn:service:sos"),
        ])
    func equivalent(left: String, right: String) throws {
        #expect(try SIPURI(parsing: left).isEquivalent(to: SIPURI(parsing: right)))
        #expect(try SIPURI(parsing: right).isEquivalent(to: SIPURI(parsing: left)))
    }

    @Test(
        "§19.1.4: these URIs are not equivalent",
        arguments: [
            ("SIP:ALICE@AtLanTa.CoM;Transport=udp", "sip:alice@AtLanTa.CoM;Transport=UDP"),
            ("sip:bob@biloxi.com", "sip:bob@biloxi.com:5060"),
            ("sip:bob@biloxi.com", "sip:bob@biloxi.com;transport=udp"),
            ("sip:bob@biloxi.com", "sip:bob@biloxi.com:6000;transport=tcp"),
            ("sip:bob@biloxi.com", "sips:bob@biloxi.com"),
            ("sip:carol@chicago.com;security=off", "sip:carol@chicago.com;security=on"), ("sip:a%3Bb@h", "sip:a;b@h"),
            ("sip:carol@chicago.com", "sip:carol@chicago.com?Subject=next%20meeting"), ("sip:a:b@h", "sip:a@h"),
            ("sip:bob@phone21.boxesbybob.com", "sip:bob@192.0.2.4"), ("sip:h", "sip:a@h"), ("tel:+1", "tel:1"),
            ("tel:123", "sip:123"), ("urn:a", "urn:A"), ("sip:a@h;user=phone", "sip:a@h"),
        ])
    func different(left: String, right: String) throws {
        #expect(try !SIPURI(parsing: left).isEquivalent(to: SIPURI(parsing: right)))
        #expect(try !SIPURI(parsing: right).isEquivalent(to: SIPURI(parsing: left)))
    }

    @Test("A URI is built with the escapes it needs")
    func building() throws {
        let uri = try SIPURI(
            user: "a:b@c d%#ü", host: "2001:db8::1", port: 5070,
            parameters: [SIPParameter("transport", "tcp"), SIPParameter("lr"), SIPParameter("x", "a;b=c")])
        #expect(uri.description == "sip:a%3Ab%40c%20d%25%23%C3%BC@[2001:db8::1]:5070;transport=tcp;lr;x=a%3Bb%3Dc")
        #expect(uri.user == "a:b@c d%#ü")
        #expect(uri.parameters["x"] == "a;b=c")
        #expect(try SIPURI(parsing: uri.description) == uri)
    }

    @Test("RED-8: nothing that breaks a URI or a line gets into one")
    func refusedParts() {
        for user in ["", "a\r\nVia: x", "a\0", "\u{7f}"] {
            #expect(throws: SIPParseError.self) { try SIPURI(user: user, host: "h") }
        }
        for host in ["", "a b", "a;x", "a>", "a@b", "a\r\n", "::1]", "[::1"] {
            #expect(throws: SIPParseError.self) { try SIPURI(user: "u", host: host) }
        }
        #expect(throws: SIPParseError.self) { try SIPURI(user: "u", host: "h", port: 70_000) }
        #expect(throws: SIPParseError.self) { try SIPURI(user: "u", host: "h", port: -1) }
        #expect(throws: SIPParseError.self) { try SIPURI(scheme: .tel, user: "u", host: "h") }
        #expect(throws: SIPParseError.self) { try SIPURI(host: "h", parameters: [SIPParameter("a;b", "c")]) }
        #expect(throws: SIPParseError.self) { try SIPURI(host: "h", parameters: [SIPParameter("a", "c\r\n")]) }
    }

    @Test("A global number becomes a SIP URI")
    func globalNumber() throws {
        let uri = try SIPURI(globalNumber: "+1 555".filter { $0 != " " }, host: "gw.example.com")
        #expect(uri.description == "sip:+1555@gw.example.com;user=phone")
        #expect(try SIPURI(globalNumber: "+1-(555).123", host: "gw", port: 5070, scheme: .sips).user == "+1555123")
        for number in ["", "+", "15551234", "+1x", "+1234567890123456", "+1 5", "++1", "+1;x=y"] {
            #expect(throws: SIPParseError.self) { try SIPURI(globalNumber: number, host: "gw") }
        }
    }

    @Test(
        "RED-7: an added header is escaped so that it stays one, and reads back as it was",
        arguments: [
            ("sip:a@h", "X-Tag", "v", "sip:a@h?X-Tag=v"),
            (
                "sips:a@h;transport=tcp", "User-to-User", "61;encoding=hex",
                "sips:a@h;transport=tcp?User-to-User=61%3Bencoding%3Dhex"
            ),
            ("sip:a@h?X-A=1", "X-B", "a&b=c d", "sip:a@h?X-A=1&X-B=a%26b%3Dc%20d"),
            ("sip:h", "X-%*`", "<ä>\"@", "sip:h?X-%25*%60=%3C%C3%A4%3E%22%40"),
            ("sip:h", "X-Empty", "", "sip:h?X-Empty="),
        ])
    func addsHeaders(uri: String, name: String, value: String, expected: String) throws {
        let name = try #require(SIPHeaderName(name))
        let longer = try SIPURI(parsing: uri).adding(header: name, try #require(SIPHeaderValue(value)))
        #expect(longer.description == expected)
        #expect(longer.host == "h")
    }

    @Test("Other URIs have no headers", arguments: ["tel:+14255550123", "urn:service:sos"])
    func addsNoHeaders(uri: String) throws {
        let uri = try SIPURI(parsing: uri)
        let name = try #require(SIPHeaderName("X-Tag"))
        let value = try #require(SIPHeaderValue("v"))
        #expect(throws: SIPParseError.self) { try uri.adding(header: name, value) }
    }
}
