import SIPMessage
import Testing

@Suite struct MandatoryHeaderTests {
    @Test(
        "SYN-7: a single-valued header that comes twice is a 400, even when both agree",
        arguments: [
            "Call-ID: 3848276298220188511@example.net", "CSeq: 2 INVITE", "From: <sip:x@example.net>;tag=1",
            "To: <sip:bob@example.com>", "Max-Forwards: 70", "Content-Length: 5", "l: 5", "i: other",
        ])
    func duplicates(line: String) throws {
        let error = try #require(SampleMessage().adding(line).error())
        #expect(error.statusCode == 400)
        #expect(error.salvage?.from?.text == "\"Alice\" <sip:alice@example.net>;tag=9fxced76sl")
        #expect(SampleMessage.ringing.adding(line).error()?.statusCode == .some(nil))
    }

    @Test("SYN-7: Content-Type may come once")
    func contentType() throws {
        let once = SampleMessage().adding("Content-Type: application/sdp")
        #expect(once.error() == nil)
        #expect(once.adding("c: text/plain").error()?.header == "Content-Type")
    }

    @Test(
        "SYN-8: without From, To, Call-ID or CSeq a request is a 400 that can be answered",
        arguments: [
            "From", "To", "Call-ID", "CSeq",
        ])
    func missing(name: String) throws {
        let error = try #require(SampleMessage().replacing(name, with: nil).error())
        #expect(error.statusCode == 400)
        #expect(error.header == name)
        #expect(error.salvage?.method == .invite)
        #expect(error.salvage?.topVia.rport == .empty)
    }

    @Test(
        "SYN-8: without a Via that can be answered a request is dropped",
        arguments: [
            nil, "Via:", "Via: SIP/2.0/UDP", "Via: SIP/2.0 192.0.2.1", "Via: HTTP/2.0/UDP 192.0.2.1",
            "Via: SIP/2.0/UDP a b",
            "Via: SIP/2.0/UDP 2001:db8::1;branch=z9hG4bK1", "Via: SIP/2.0/UDP [2001:db8::1;branch=z9hG4bK1",
            "Via: SIP/2.0/UDP a:0", "Via: SIP/2.0/UDP a:65536", "Via: SIP/2.0/UDP a:99999999999999999999999", "Via: ,",
        ])
    func unusableVia(line: String?) throws {
        let error = try #require(SampleMessage().replacing("Via", with: line).error())
        #expect(error.code == .drop)
        #expect(error.statusCode == nil)
        #expect(error.salvage == nil)
    }

    @Test(
        "SYN-8: a Via whose parameters are broken can still be answered",
        arguments: [
            "Via: SIP/2.0/UDP 192.0.2.15;;,;,,", "Via: SIP/2.0/UDP 192.0.2.15;branch=a;branch=b",
            "Via: SIP/2.0/UDP 192.0.2.15;rport=0", "Via: SIP/2.0/UDP 192.0.2.15;rport=x",
            "Via: SIP/2.0/UDP 192.0.2.15;received=a_b/c", "Via: SIP/2.0/UDP 192.0.2.15;x=\"y",
            "Via: SIP/2.0/UDP 192.0.2.15;maddr",
        ])
    func brokenViaParameters(line: String) throws {
        let error = try #require(SampleMessage().replacing("Via", with: line).error())
        #expect(error.statusCode == 400)
        #expect(error.header == "Via")
        #expect(error.salvage?.topVia.host == "192.0.2.15")
        #expect(error.salvage?.viaLines.count == 1)
    }

    @Test("SYN-8: an RFC 2543 request needs no branch, From tag, Content-Length or Max-Forwards")
    func olderRequest() throws {
        let message = SampleMessage().replacing("Via", with: "Via: SIP/2.0/UDP iftgw.example.com")
            .replacing("From", with: "From: <sip:+13035551111@ift.client.example.net;user=phone>")
            .replacing("Max-Forwards", with: nil).length(nil)
        let request = try message.request()
        #expect(request.fromTag == nil)
        #expect(request.maxForwards == nil)
        #expect(request.topVia.branch == nil)
        #expect(!request.topVia.hasMagicCookie)
        #expect(request.body.text == "v=0\r\n")
    }

    @Test("SYN-8: a request with the magic cookie needs a From tag")
    func fromTag() throws {
        let error = SampleMessage().replacing("From", with: "From: <sip:alice@example.net>").error()
        #expect(error?.statusCode == 400)
        #expect(error?.header == "From")
    }

    @Test(
        "SYN-9: CSeq is accepted up to 2^32 - 1, with leading zeros",
        arguments: [
            ("0", 0), ("4294967295", 4_294_967_295), ("000000000000000000000000000007", 7),
        ] as [(String, UInt32)])
    func cSeqRange(digits: String, number: UInt32) throws {
        #expect(try SampleMessage().replacing("CSeq", with: "CSeq: \(digits) INVITE").request().cSeq.number == number)
    }

    @Test(
        "SYN-9: any other CSeq is a 400",
        arguments: [
            "4294967296 INVITE", "36893488147419103232 INVITE", "-1 INVITE", "x INVITE", "2", "INVITE", "2INVITE",
            "2 BYE",
            "2 invite", "2 INVITE x", "", "+2 INVITE",
        ])
    func badCSeq(value: String) throws {
        let error = try #require(SampleMessage().replacing("CSeq", with: "CSeq: \(value)").error())
        #expect(error.statusCode == 400)
        #expect(error.header == "CSeq")
    }

    @Test("SYN-9: a CSeq that differs from an unknown method is a 501")
    func unknownMethodMismatch() throws {
        let error = try #require(SampleMessage().starting("NEWMETHOD sip:bob@example.com SIP/2.0").error())
        #expect(error.code == .notImplemented)
        #expect(error.statusCode == 501)
        #expect(error.salvage?.method?.rawValue == "NEWMETHOD")
    }

    @Test(
        "SYN-9: Max-Forwards is 0 to 255, and more counts as absent",
        arguments: [
            ("0", 0), ("255", 255), ("256", nil), ("99999999999999999999999999", nil), ("00070", 70),
        ] as [(String, Int?)])
    func maxForwards(value: String, number: Int?) throws {
        #expect(
            try SampleMessage().replacing("Max-Forwards", with: "Max-Forwards: \(value)").request().maxForwards
                == number)
    }

    @Test(
        "Max-Forwards and Call-ID that are none are a 400",
        arguments: [
            ("Max-Forwards", ""), ("Max-Forwards", "-1"), ("Max-Forwards", "seven"), ("Call-ID", ""),
            ("Call-ID", "a b"),
        ])
    func malformed(name: String, value: String) throws {
        #expect(SampleMessage().replacing(name, with: "\(name): \(value)").error()?.statusCode == 400)
    }

    @Test("TX-7: an ACK is never answered, and can be told from the salvage")
    func acknowledgement() throws {
        let message = SampleMessage().starting("ACK sip:bob@example.com SIP/2.0")
        let error = try #require(message.error())
        #expect(error.code == .badRequest)
        #expect(error.statusCode == nil)
        #expect(error.salvage?.method == .ack)
        #expect(try message.replacing("CSeq", with: "CSeq: 2 ACK").request().method == .ack)
    }

    @Test(
        "SYN-16: a broken Contact fails a REGISTER and nothing else",
        arguments: [
            ("sip:user@example.com?Route=%3Csip:sip.example.com%3E", false), ("<sip:a@b>, sip:c@d;x, *", true),
            ("\"Joe\" <sip:joe@example.org>;;;;", false),
            ("<sip:user@example.com?Route=%3Csip:sip.example.com%3E>", true),
        ])
    func contacts(value: String, isValid: Bool) throws {
        let invite = SampleMessage().adding("Contact: \(value)")
        #expect(invite.error() == nil)
        let register = invite.starting("REGISTER sip:example.com SIP/2.0").replacing("CSeq", with: "CSeq: 2 REGISTER")
        #expect((register.error() == nil) == isValid)
    }
}
