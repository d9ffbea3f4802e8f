import SIPCore
import SIPMessage
import SIPTransaction
import Testing

@Suite("Responses made from a recipe (RFC 3261 §8.2.6)")
struct ResponseRecipeTests {
    private let stack = SampleRequest(
        vias: [
            "SIP/2.0/UDP 192.0.2.1:5062;branch=z9hG4bKtop;x=\"a, b\" , SIP/2.0/TCP [2001:db8::1]:5070;branch=2",
            "SIP / 2.0 / TLS  three.example.net ;received=10.9.8.7 ;branch=3",
        ],
        others: ["Timestamp: 54.5", "Record-Route: <sip:proxy.example.net;lr>", "Subject: hello"])

    @Test("TX-10: the Via stack comes back in order, all but the top one byte by byte")
    func viaStack() throws {
        let response = try self.stack.recipe().response(302)
        #expect(
            response.values("Via") == [
                "SIP/2.0/UDP 192.0.2.1:5062;branch=z9hG4bKtop;x=\"a, b\"", "SIP/2.0/TCP [2001:db8::1]:5070;branch=2",
                "SIP / 2.0 / TLS  three.example.net ;received=10.9.8.7 ;branch=3",
            ])
    }

    @Test("TX-10: From, Call-ID and CSeq come back byte by byte; Record-Route and the like do not")
    func copiedHeaders() throws {
        let request = self.stack.with {
            $0.from = "\"A. \\\"G\\\" Bell\" <sip:agb@bell.example:5060;x=y>  ;tag=a48s ;z"
            $0.cSeq = "0000986759   INVITE"
        }
        let response = try request.recipe().response(480)
        #expect(response.values("From") == [request.from])
        #expect(response.values("Call-ID") == [request.callID])
        #expect(response.values("CSeq") == [request.cSeq])
        let names = response.headerLines.compactMap { $0.split(separator: ":").first.map(String.init) }
        #expect(names == ["Via", "Via", "Via", "From", "To", "Call-ID", "CSeq", "Content-Length"])
    }

    @Test("TX-9: every response above 100 has our tag, a 100 has none")
    func tag() throws {
        let recipe = try self.stack.recipe(tag: "0123456789abcdef")
        #expect(recipe.response(100).values("To") == ["<sip:bob@example.com>"])
        for status in [180, 200, 302, 400, 487, 503, 603] {
            #expect(recipe.response(status).values("To") == ["<sip:bob@example.com>;tag=0123456789abcdef"])
        }
    }

    @Test("TX-9: a tag that the request brought stays alone")
    func requestTag() throws {
        let recipe = try self.stack.with { $0.to += ";tag=theirs" }.recipe()
        #expect(recipe.response(481).values("To") == ["<sip:bob@example.com>;tag=theirs"])
    }

    @Test("TX-2, TX-10: Timestamp goes into the 100 only")
    func timestamp() throws {
        let recipe = try self.stack.recipe()
        #expect(recipe.response(100).values("Timestamp") == ["54.5"])
        #expect(recipe.response(180).values("Timestamp").isEmpty)
        #expect(recipe.response(302).values("Timestamp").isEmpty)
    }

    @Test(
        "RED-9: Content-Length is 0, nothing follows the empty line, and a parser reads the response",
        arguments: [100, 302])
    func parses(status: Int) throws {
        let response = try self.stack.recipe().response(status)
        #expect(response.values("Content-Length") == ["0"])
        #expect(response.text.hasSuffix("\r\n\r\n"))
        guard case .response(let parsed) = try SIPParser().parse(streamMessage: response.bytes) else {
            Issue.record("not a response")
            return
        }
        #expect(parsed.statusCode == status)
        #expect(parsed.body.isEmpty)
    }

    @Test("All responses of one recipe repeat one block of header lines")
    func sameBlock() throws {
        let recipe = try self.stack.recipe()
        let block = recipe.response(180).headerLines
        #expect(recipe.response(487).headerLines == block)
        #expect(recipe.response(302, [.retryAfter(seconds: 3)]).headerLines.filter { $0 != "Retry-After: 3" } == block)
    }

    @Test(
        "TRN-2: received says where the packet came from, rport from which port",
        arguments: [
            ("192.0.2.1:5062", "192.0.2.1:5062"),
            ("pc.example.net", "pc.example.net;received=192.0.2.1"),
            ("10.0.0.1:5062", "10.0.0.1:5062;received=192.0.2.1"),
            ("192.0.2.1:5062;rport", "192.0.2.1:5062;rport=40000;received=192.0.2.1"),
            ("192.0.2.1:5062;rport=", "192.0.2.1:5062;rport=40000;received=192.0.2.1"),
            ("10.0.0.1;rport;x=y", "10.0.0.1;rport=40000;x=y;received=192.0.2.1"),
            // What the sender claims about itself is not believed.
            ("192.0.2.1;received=203.0.113.5", "192.0.2.1"),
            ("10.0.0.1;received=203.0.113.5", "10.0.0.1;received=192.0.2.1"),
        ])
    func received(sentBy: String, comesBack: String) throws {
        let recipe = try SampleRequest(vias: ["SIP/2.0/UDP \(sentBy)"]).with { $0.from = "<sip:a@b>;tag=1" }.recipe()
        #expect(recipe.response(100).values("Via") == ["SIP/2.0/UDP \(comesBack)"])
    }

    @Test("TRN-2, SYN-13: an IPv6 source is written without brackets, and its case makes no difference")
    func receivedIPv6() throws {
        let far = try SampleRequest(vias: ["SIP/2.0/UDP [2001:db8::9];rport"]).recipe(.udp("2001:db8::1"))
        #expect(
            far.response(100).values("Via") == ["SIP/2.0/UDP [2001:db8::9];rport=40000;received=2001:db8::1"])
        let near = try SampleRequest(vias: ["SIP/2.0/UDP [2001:DB8::1]"]).recipe(.udp("2001:db8::1"))
        #expect(near.response(100).values("Via") == ["SIP/2.0/UDP [2001:DB8::1]"])
    }

    @Test("RED-2, RED-3: a Contact is in angle brackets, without q and expires")
    func contact() throws {
        let uri = try SIPURI(parsing: "sip:+14255550123@192.0.2.9;user=phone")
        let response = try self.stack.recipe().response(302, [.contact(uri)])
        #expect(response.text.hasPrefix("SIP/2.0 302 Moved Temporarily\r\n"))
        #expect(response.values("Contact") == ["<sip:+14255550123@192.0.2.9;user=phone>"])
    }

    @Test("UAS-2, UAS-8: Allow, Accept and Unsupported")
    func otherHeaders() throws {
        let tags = ["100rel", "x-odd"].compactMap { SIPHeaderValue($0) }
        let response = try self.stack.recipe().response(420, [.allow, .acceptSDP, .unsupported(tags)])
        #expect(response.values("Allow") == ["INVITE, ACK, CANCEL, OPTIONS"])
        #expect(response.values("Accept") == ["application/sdp"])
        #expect(response.values("Unsupported") == ["100rel, x-odd"])
    }

    @Test("UAS-3: copies of one request over two paths share their merge key, another CSeq does not")
    func mergeKey() throws {
        let first = try self.stack.recipe()
        let copy = try self.stack.with { $0.vias = ["SIP/2.0/UDP other.example.net;branch=z9hG4bKother"] }.recipe()
        let next = try self.stack.with { $0.cSeq = "3 INVITE" }.recipe()
        #expect(first.mergeKey == copy.mergeKey && first.key != copy.key)
        #expect(first.mergeKey != next.mergeKey)
    }

    @Test("SYN-15: odd bytes in display names and parameters come back unchanged")
    func opaqueBytes() throws {
        let name: [UInt8] = [0x22, 0xFF, 0xFE, 0x5C, 0x22, 0x22]
        var bytes = SampleRequest(from: "@@@ <sip:a@b>;tag=1").bytes
        let place = try #require(bytes.firstRange(of: Array("@@@".utf8)))
        bytes.replaceSubrange(place, with: name)
        guard case .request(let request) = try SIPParser().parse(datagram: bytes) else { return }
        let recipe = ResponseRecipe(
            request, key: .init(request), arrival: .udp("192.0.2.1"), isTrusted: false, tag: "ours")
        #expect(recipe.response(302).bytes.firstRange(of: Array("From: ".utf8) + name) != nil)
        #expect(ResponseRecipe(bytes: recipe.bytes)?.response(302) == recipe.response(302))
    }
}
