import SIPMessage
import Testing

@Suite struct HeaderSectionTests {
    @Test(
        "SYN-3: compact names are the long ones",
        arguments: [
            ("v", "Via"), ("f", "From"), ("t", "To"), ("i", "Call-ID"), ("m", "Contact"), ("l", "Content-Length"),
            ("c", "Content-Type"), ("e", "Content-Encoding"), ("k", "Supported"), ("s", "Subject"), ("o", "Event"),
            ("u", "Allow-Events"), ("r", "Refer-To"), ("b", "Referred-By"), ("x", "Session-Expires"), ("y", "Identity"),
            ("a", "Accept-Contact"), ("j", "Reject-Contact"), ("d", "Request-Disposition"),
        ])
    func compactNames(letter: String, name: String) throws {
        let compact = try #require(SIPHeaderName(letter))
        #expect(compact == SIPHeaderName(name))
        #expect(compact == SIPHeaderName(letter.uppercased()))
        #expect(compact.canonicalName == name)
        #expect(compact.hashValue == SIPHeaderName(name)?.hashValue)
        #expect(SIPHeaderName(letter + letter)?.canonicalName == letter + letter)
    }

    @Test("SYN-3: header names are compared without case, known or not")
    func caseOfNames() throws {
        let request = try SampleMessage().replacing("Call-ID", with: "cALL-iD: abc")
            .replacing("Via", with: "V: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKx").adding("x-odd: 1", "X-Odd: 2").request()
        #expect(request.callID.text == "abc")
        let odd = try #require(SIPHeaderName("X-ODD"))
        #expect(request.headers.all(odd).map(\.text) == ["1", "2"])
        #expect(odd.hashValue == SIPHeaderName("x-odd")?.hashValue)
        #expect(request.headers.map(\.name.canonicalName).prefix(2) == ["Via", "Max-Forwards"])
    }

    private static let spellings = [
        "Accept", "Accept-Contact", "Accept-Encoding", "Accept-Language", "Alert-Info", "Allow", "Allow-Events",
        "Authentication-Info", "Authorization", "Call-ID", "Call-Info", "Contact", "Content-Disposition",
        "Content-Encoding", "Content-Language", "Content-Length", "Content-Type", "CSeq", "Date", "Diversion",
        "Error-Info", "Event", "Expires", "Flow-Timer", "From", "Geolocation", "History-Info", "Identity",
        "In-Reply-To", "Max-Forwards", "MIME-Version", "Min-Expires", "Min-SE", "Organization",
        "P-Access-Network-Info", "P-Asserted-Identity", "P-Called-Party-ID", "P-Charging-Vector",
        "P-Preferred-Identity", "Path", "Priority", "Privacy", "Proxy-Authenticate", "Proxy-Authorization",
        "Proxy-Require", "RAck", "Reason", "Record-Route", "Refer-To", "Referred-By", "Reject-Contact",
        "Remote-Party-ID", "Replaces", "Reply-To", "Request-Disposition", "Require", "Resource-Priority",
        "Retry-After", "Route", "RSeq", "Server", "Service-Route", "Session-Expires", "Subject", "Supported",
        "Timestamp", "To", "Unsupported", "User-Agent", "User-to-User", "Via", "Warning", "WWW-Authenticate",
    ]

    @Test("SYN-3: every known name is found in any case, and nothing that merely resembles one")
    func vocabulary() throws {
        for spelling in Self.spellings {
            let name = try #require(SIPHeaderName(spelling))
            #expect(SIPHeaderName(spelling.uppercased())?.canonicalName == spelling)
            #expect(SIPHeaderName(spelling.lowercased())?.canonicalName == spelling)
            #expect(SIPHeaderName(spelling + "x")?.canonicalName == spelling + "x")
            for (index, character) in spelling.enumerated() {
                var letters = Array(spelling)
                letters[index] = character == "-" ? "." : "_"
                let other = String(letters).lowercased()
                guard other.utf8.count > 1 else { continue }
                #expect(SIPHeaderName(other) != name && SIPHeaderName(other)?.canonicalName == other)
            }
        }
        for text in ["", "a b", "a:", "ä", "a\r\n", "a\0", "Call\rID", "T/"] { #expect(SIPHeaderName(text) == nil) }
    }

    @Test("SYN-4: blanks around the colon, around separators, and folds are all the same to the reader")
    func whiteSpaceAndFolding() throws {
        var message = SampleMessage()
        message.headers = [
            "TO :\r\n sip:vivekg@example.com ;   tag    = 1918181833n",
            "from   : \"J Rosenberg \\\\\\\"\"       <sip:jdrosen@example.com>\r\n  ;\r\n  tag = 98asjd8",
            "MaX-fOrWaRdS: 0068", "Call-ID: wsinv.ndaksdj@192.0.2.1", "cseq: 0009\r\n  INVITE",
            "Via  : SIP  /   2.0\r\n /UDP\r\n    192.0.2.2 : 5070;branch=390skdjuw", "s :",
            "NewFangledHeader:   newfangled value\r\n \t continued newfangled value", "Odd: ;;,,;;,;",
        ]
        let request = try message.request()
        #expect(request.toTag == "1918181833n")
        #expect(request.to.uri.user == "vivekg")
        #expect(request.fromTag == "98asjd8")
        #expect(request.from.displayName == "J Rosenberg \\\"")
        #expect(request.maxForwards == 68)
        #expect(request.cSeq == CSeq(number: 9, method: .invite))
        #expect(request.topVia.host == "192.0.2.2")
        #expect(request.topVia.port == 5070)
        #expect(request.topVia.branch == "390skdjuw")
        #expect(request.headers.first(.subject)?.text == "")
        let folded = try #require(SIPHeaderName("NewFangledHeader"))
        #expect(request.headers.first(folded)?.text == "newfangled value continued newfangled value")
        #expect(request.body.text == "v=0\r\n")
    }

    @Test("SYN-4: a body that looks folded is left as it is")
    func bodyIsNotUnfolded() throws {
        let request = try SampleMessage().length("14", body: "a: b\r\n c\r\n\r\nde").adding("Subject: x\r\n y")
            .request()
        #expect(request.body.text == "a: b\r\n c\r\n\r\nde")
        #expect(request.headers.first(.subject)?.text == "x y")
    }

    @Test("SYN-5: a bare LF ends a line in a datagram, not in a stream")
    func bareLineFeed() throws {
        var message = SampleMessage().adding("Subject: folded\n\tline")
        message.lineEnd = "\n"
        let request = try message.request()
        #expect(request.headers.first(.subject)?.text == "folded line")
        #expect(request.serialized().text.contains("\r\nSubject: folded line\r\n"))
        #expect(throws: SIPParseError.self) { try SIPParser().parse(streamMessage: message.bytes) }
    }

    @Test(
        "A line that is no header field is refused",
        arguments: ["no colon", ": no name", "bad name: x", "Na(me: x", "X: a\rb", "\u{e9}: x"])
    func malformedLine(line: String) throws {
        let error = try #require(SampleMessage().adding(line).error())
        #expect(error.statusCode == 400)
        #expect(error.offset > 100)
        #expect(error.salvage?.cSeq?.text == "2 INVITE")
    }

    @Test("A line that starts with a blank right after the request line is no header field")
    func foldedStartLine() throws {
        var message = SampleMessage()
        message.startLine += "\r\n x: y"
        #expect(message.error()?.statusCode == 400)
    }

    @Test("SYN-6: list values keep their order across lines and commas")
    func lists() throws {
        let request = try SampleMessage().adding(
            "Route: <sip:a;x=\"1,2\"@h>, <sip:b,c@h>", "Supported: path,, outbound ,",
            "Route: \"c, \\\", d\" <sip:d@h>",
            "k: timer"
        ).request()
        #expect(
            request.headers.values(.route).map(\.text) == [
                "<sip:a;x=\"1,2\"@h>", "<sip:b,c@h>", "\"c, \\\", d\" <sip:d@h>",
            ])
        #expect(request.headers.values(.supported).map(\.text) == ["path", "outbound", "timer"])
        #expect(request.headers.all(.supported).count == 2)
        #expect(request.headers.values(.require).isEmpty)
    }

    @Test("SYN-6: the top Via is the first value of the first Via line")
    func topVia() throws {
        let request = try SampleMessage().replacing(
            "Via", with: "v: SIP/2.0/TCP a.example;branch=z9hG4bK1, SIP/2.0/UDP b.example;branch=z9hG4bK2"
        ).adding("Via: SIP/2.0/TLS [2001:db8::1]:5061;branch=z9hG4bK3").request()
        #expect(request.topVia.host == "a.example")
        #expect(request.topVia.bytes.text == "SIP/2.0/TCP a.example;branch=z9hG4bK1")
        #expect(try request.headers.vias().map(\.transport) == ["TCP", "UDP", "TLS"])
        #expect(try request.headers.vias().map(\.host) == ["a.example", "b.example", "2001:db8::1"])
    }

    @Test("SYN-15, SYN-16: odd bytes and odd headers are carried unchanged")
    func opaqueBytes() throws {
        var bytes = Array("INVITE sip:bob@example.com SIP/2.0\r\n".utf8)
        for line in SampleMessage().headers where !line.hasPrefix("To:") { bytes += Array((line + "\r\n").utf8) }
        bytes += Array("To: \"BEL:\\".utf8) + [7] + Array(" NUL:\\".utf8) + [0] + Array("\" <sip:b@h>\r\n".utf8)
        bytes += Array("extensionHeader-!.%*+_`'~: 大停電\r\nDate: Fri, 01 Jan 2010 16:00:00 EST\r\n".utf8)
        bytes += Array("Authorization: NoOneKnowsThisScheme opaque-data=here\r\nContent-Type: multi/x\r\n".utf8)
        bytes += Array("\r\n".utf8) + [0, 255, 13, 10, 0]
        guard case .request(let request) = try SIPParser().parse(datagram: bytes) else {
            Issue.record("not a request")
            return
        }
        #expect(request.to.displayName == "BEL:\u{7} NUL:\0")
        #expect(Array(request.body) == [0, 255, 13, 10, 0])
        let odd = try #require(SIPHeaderName("extensionheader-!.%*+_`'~"))
        #expect(request.headers.first(odd)?.text == "大停電")
        var copied = SIPHeaders()
        copied.copy(.to, from: request.headers)
        #expect(copied.first(.to) == request.headers.first(.to))
        try copied.append(.to, Array(request.to.bytes) + Array(";tag=1".utf8))
        #expect(copied.count == 2)
        #expect(try SIPParser().parse(datagram: request.serialized()) == .request(request))
    }
}
