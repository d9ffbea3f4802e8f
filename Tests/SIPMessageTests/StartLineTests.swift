import SIPMessage
import Testing

@Suite struct StartLineTests {
    @Test("SYN-1: a request line gives method, Request-URI and nothing else")
    func requestLine() throws {
        let request = try SampleMessage().request()
        #expect(request.method == .invite)
        #expect(request.requestURI.description == "sip:bob@example.com")
        #expect(request.body.text == "v=0\r\n")
    }

    @Test(
        "SYN-1: exactly one space separates the parts of a request line",
        arguments: [
            "INVITE  sip:bob@example.com SIP/2.0", "INVITE sip:bob@example.com  SIP/2.0",
            "INVITE sip:bob@example.com SIP/2.0 ", "INVITE sip:bob@example.com; lr SIP/2.0",
            "INVITE\tsip:bob@example.com SIP/2.0", "INVITE sip:bob@example.com", "INVITE SIP/2.0", "INVITE",
            " INVITE sip:bob@example.com SIP/2.0", "INV\"ITE sip:bob@example.com SIP/2.0",
            "INVITE sip:bob@example.com HTTP/1.1", "INVITE sip:bob@example.com SIP/2",
            "INVITE sip:bob@example.com SIP/.0",
        ])
    func malformedRequestLine(line: String) throws {
        let error = try #require(SampleMessage().starting(line).error())
        #expect(error.statusCode == 400)
        #expect(error.salvage?.topVia.host == "192.0.2.1")
    }

    @Test("SYN-1: the version is compared without case, and another one earns a 505")
    func version() throws {
        #expect(try SampleMessage().starting("INVITE sip:bob@example.com sip/2.0").request().method == .invite)
        for version in ["SIP/7.0", "SIP/2.1", "SIP/20.0", "SIP/1.0"] {
            let message = SampleMessage().starting("INVITE sip:bob@example.com \(version)")
                .replacing("Via", with: "Via: SIP/7.0/UDP 192.0.2.1;branch=z9hG4bKkdjuw")
            let error = try #require(message.error())
            #expect(error.code == .versionNotSupported)
            #expect(error.statusCode == 505)
            #expect(error.salvage?.topVia.branch == "z9hG4bKkdjuw")
        }
    }

    @Test("SYN-1: methods are compared with case, and % is no escape in them")
    func methods() throws {
        for name in ["invite", "RE%47IST%45R", "!interesting-Method0123456789_*+`.%indeed'~"] {
            let request = try SampleMessage().starting("\(name) sip:bob@example.com SIP/2.0")
                .replacing("CSeq", with: "CSeq: 2 \(name)").request()
            #expect(request.method.rawValue == name)
            #expect(!request.method.isKnown)
        }
        #expect(SIPMethod(rawValue: "IN VITE") == nil)
        #expect(SIPMethod(rawValue: "") == nil)
    }

    @Test(
        "SYN-2: a status line has three digits and perhaps a reason",
        arguments: [
            ("SIP/2.0 200 OK", 200, "OK"), ("SIP/2.0 100 ", 100, ""), ("SIP/2.0 100", 100, ""),
            ("SIP/2.0 699 Größe = Größe", 699, "Größe = Größe"), ("sip/2.0 404 Not Found", 404, "Not Found"),
        ])
    func statusLine(line: String, code: Int, reason: String) throws {
        let response = try SampleMessage().starting(line).response()
        #expect(response.statusCode == code)
        #expect(response.reasonPhrase == reason)
        #expect(response.cSeq == CSeq(number: 2, method: .invite))
        #expect(response.topVia?.port == 5060)
    }

    @Test(
        "SYN-2: a status that is none is dropped",
        arguments: [
            "SIP/2.0 4294967301 better not break the receiver", "SIP/2.0 700 x", "SIP/2.0 099 x", "SIP/2.0 20 x",
            "SIP/2.0 2000 x", "SIP/2.0 0200 OK", "SIP/2.0 abc x", "SIP/2.0 -20 x", "SIP/2.0  200 OK", "SIP/7.0 200 OK",
            "SIP/2.0", "SIP/", "SIP/2.0 200OK",
        ])
    func badStatusLine(line: String) throws {
        let error = try #require(SampleMessage().starting(line).error())
        #expect(error.code == .drop)
        #expect(error.statusCode == nil)
    }

    @Test("A response without a mandatory header is dropped")
    func incompleteResponse() throws {
        for name in ["Via", "From", "To", "Call-ID", "CSeq"] {
            let error = try #require(SampleMessage.ringing.replacing(name, with: nil).error())
            #expect(error.statusCode == nil)
            #expect(error.salvage == nil)
        }
    }

    @Test("SYN-5: empty lines before the start line are ignored, and nothing but empty lines is dropped")
    func leadingLines() throws {
        var message = SampleMessage()
        message.startLine = "\r\n\r\n" + message.startLine
        #expect(try message.request().method == .invite)
        #expect(throws: SIPParseError.self) { try SIPParser().parse(datagram: Array("\r\n\r\n".utf8)) }
        for noise in ["", "\r\n", "\n", "\r", "\0", "hello", "GET / HTTP/1.1\r\nHost: a\r\n\r\n"] {
            do {
                _ = try SIPParser().parse(datagram: Array(noise.utf8))
                Issue.record("accepted \(noise)")
            } catch {
                #expect(error.statusCode == nil)
            }
        }
    }
}
