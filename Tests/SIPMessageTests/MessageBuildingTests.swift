import SIPMessage
import Testing

@Suite struct MessageBuildingTests {
    private func headers() throws -> SIPHeaders {
        var headers = SIPHeaders()
        headers.append(.via, try Via(transport: "UDP", host: "h.example", branch: "z9hG4bK1").headerValue)
        headers.append(.from, try NameAddress(uri: SIPURI(user: "a", host: "h"), tag: "1").headerValue)
        headers.append(.to, try NameAddress(uri: SIPURI(user: "b", host: "h")).headerValue)
        try headers.append(.callID, "abc@h")
        headers.append(.cSeq, CSeq(number: 1, method: .invite).headerValue)
        return headers
    }

    @Test("A request of one's own is printed with CRLF and a right Content-Length, and read back the same")
    func request() throws {
        var headers = try self.headers()
        try headers.append(.contentLength, "99")
        let request = try SIPRequest(
            method: .invite, requestURI: SIPURI(parsing: "sip:b@h"), headers: headers, body: Array("v=0\r\n".utf8))
        #expect(
            request.serialized().text
                == "INVITE sip:b@h SIP/2.0\r\nVia: SIP/2.0/UDP h.example;branch=z9hG4bK1\r\nFrom: <sip:a@h>;tag=1\r\n"
                + "To: <sip:b@h>\r\nCall-ID: abc@h\r\nCSeq: 1 INVITE\r\nContent-Length: 5\r\n\r\nv=0\r\n")
        #expect(try SIPParser().parse(datagram: request.serialized()) == .request(request))
        #expect(
            try SIPParser().parse(streamMessage: request.serialized()).hashValue
                == SIPMessage.request(request).hashValue)
    }

    @Test("SYN-8: a request that lacks something, or says two things, cannot be built")
    func refusedRequests() throws {
        let uri = try SIPURI(parsing: "sip:b@h")
        for name: SIPHeaderName in [.via, .from, .to, .callID, .cSeq] {
            var headers = try self.headers()
            headers.removeAll(name)
            #expect(throws: SIPParseError.self) { try SIPRequest(method: .invite, requestURI: uri, headers: headers) }
        }
        let headers = try self.headers()
        #expect(throws: SIPParseError.self) { try SIPRequest(method: .bye, requestURI: uri, headers: headers) }
        let withHeaders = try SIPURI(parsing: "sip:b@h?a=b")
        #expect(throws: SIPParseError.self) {
            try SIPRequest(method: .invite, requestURI: withHeaders, headers: headers)
        }
    }

    @Test("TX-10: a response takes its headers from the request byte for byte")
    func response() throws {
        let request = try SampleMessage().adding("v: SIP/2.0/TCP  second ;x").request()
        var headers = SIPHeaders()
        for name: SIPHeaderName in [.via, .from, .to, .callID, .cSeq] { headers.copy(name, from: request.headers) }
        headers.set(.to, try #require(SIPHeaderValue(request.to.description + ";tag=42")))
        let response = SIPResponse(statusCode: 302, reasonPhrase: "Moved Temporarily", headers: headers)
        let encoded = response.encoded()
        #expect(encoded.statusCode == 302)
        #expect(
            encoded.bytes.text
                == "SIP/2.0 302 Moved Temporarily\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK74bf9;rport\r\n"
                + "Via: SIP/2.0/TCP  second ;x\r\nFrom: \"Alice\" <sip:alice@example.net>;tag=9fxced76sl\r\n"
                + "To: <sip:bob@example.com>;tag=42\r\nCall-ID: 3848276298220188511@example.net\r\nCSeq: 2 INVITE\r\n"
                + "Content-Length: 0\r\n\r\n")
        #expect(response.toTag == "42")
        #expect(try SIPParser().parse(datagram: encoded.bytes) == .response(response))
    }

    @Test("A response to a request that lacked headers can still be built from the salvage")
    func responseFromSalvage() throws {
        let error = try #require(SampleMessage().replacing("Call-ID", with: nil).error())
        let salvage = try #require(error.salvage)
        let response = SIPResponse(statusCode: 400, reasonPhrase: error.reason, headers: salvage.headers)
        #expect(response.topVia == nil)
        #expect(response.serialized().text.hasPrefix("SIP/2.0 400 Mandatory header field missing\r\nVia: SIP/2.0/UDP"))
        #expect(salvage.headers.count == 4)
    }

    @Test("RED-8: no value can end its line", arguments: ["a\r\nVia: x", "a\n", "\r", "a\0b"])
    func injection(text: String) throws {
        #expect(SIPHeaderValue(text) == nil)
        #expect(SIPHeaderValue(bytes: text.utf8) == nil)
        var headers = SIPHeaders()
        #expect(throws: SIPParseError.self) { try headers.append(.subject, text) }
        #expect(throws: SIPParseError.self) { try headers.append(.subject, Array(text.utf8)) }
        #expect(headers.isEmpty)
        let response = SIPResponse(statusCode: 999, reasonPhrase: text, headers: headers)
        #expect(response.statusCode == 500)
        #expect(response.serialized().filter { $0 == 10 }.count == 3)
    }

    @Test("RED-8: NUL gets through only as a quoted pair")
    func quotedNUL() {
        #expect(SIPHeaderValue(bytes: Array("\"\\\0\"".utf8)) != nil)
        #expect(SIPHeaderValue(bytes: Array("\"\\\\\0\"".utf8)) == nil)
        #expect(SIPHeaderValue(" \ta b\t ")?.bytes.text == "a b")
        #expect(SIPHeaderValue("  ")?.bytes.isEmpty == true)
    }

    @Test("Header fields are edited in place")
    func editing() throws {
        let odd = try #require(SIPHeaderName("X-Odd"))
        var headers = try SIPHeaders([(.route, "1"), (odd, "2"), (.route, "3")])
        headers.prepend(.via, try #require(SIPHeaderValue("0")))
        headers.set(.route, try #require(SIPHeaderValue("4")))
        #expect(headers.map { "\($0.name)=\($0.value.text)" } == ["Via=0", "Route=4", "X-Odd=2"])
        headers.set(.subject, try #require(SIPHeaderValue("5")))
        headers.removeAll(try #require(SIPHeaderName("x-odd")))
        #expect(headers.map { "\($0.name)=\($0.value.text)" } == ["Via=0", "Route=4", "Subject=5"])
        #expect(headers == (try SIPHeaders([(.via, "0"), (.route, "4"), (.subject, "5")])))
        #expect(headers != (try SIPHeaders([(.via, "0"), (.route, "4"), (.subject, "6")])))
    }
}
