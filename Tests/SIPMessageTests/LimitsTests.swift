import SIPMessage
import Testing

@Suite struct LimitsTests {
    @Test("SYN-17: the defaults take a very long request as it is")
    func longRequest() throws {
        let long = String(repeating: "z", count: 3_500)
        let message = SampleMessage().replacing("Call-ID", with: "Call-ID: \(long)")
            .replacing("From", with: "From: <sip:a@h>;tag=\(long)")
            .replacing("To", with: "To: \"\(long)\" <sip:\(long.prefix(1_000))@h>")
        let request = try message.request()
        #expect(request.callID.count == 3_500)
        #expect(request.fromTag == long)
    }

    @Test("SYN-17: the whole message and its body earn a 513, the Request-URI a 414, the rest a 400")
    func exceeded() throws {
        let small = SIPLimits(
            message: 600, headerSection: 400, headerLine: 100, headerLines: 10, viaValues: 3, contacts: 2, uri: 40,
            body: 20)
        let parser = SIPParser(limits: small)
        #expect(SampleMessage().error(parser) == nil)
        let via = "Via: SIP/2.0/UDP a, SIP/2.0/UDP b, SIP/2.0/UDP c"
        let cases: [(SampleMessage, Int)] = [
            (SampleMessage().length(nil, body: String(repeating: "x", count: 700)), 513),
            (SampleMessage().length("21", body: String(repeating: "x", count: 21)), 513),
            (SampleMessage().starting("INVITE sip:\(String(repeating: "b", count: 40)) SIP/2.0"), 414),
            (SampleMessage().adding("Subject: \(String(repeating: "x", count: 94))"), 400),
            (SampleMessage().adding("a: 1", "b: 2", "c: 3", "d: 4", "e: 5"), 400),
            (SampleMessage().adding(via, via, via), 400),
            (SampleMessage().adding("Contact: <sip:a>, <sip:b>", "m: <sip:c>"), 400),
            (SampleMessage().replacing("To", with: "To: <sip:\(String(repeating: "b", count: 40))>"), 400),
            (
                SampleMessage().adding(
                    "a: \(String(repeating: "x", count: 90))", "b: \(String(repeating: "x", count: 90))"), 400
            ),
        ]
        for (message, status) in cases {
            let error = try #require(message.error(parser))
            #expect(error.statusCode == status)
            #expect(error.exceedsLimit)
            #expect(error.salvage?.topVia.host == "192.0.2.1")
        }
        #expect(SampleMessage().error(SIPParser(limits: SIPLimits(headerLines: 2)))?.statusCode == 400)
        #expect(SampleMessage().starting("NOTHING").error()?.exceedsLimit == false)
    }

    @Test("SYN-17: the defaults are reached")
    func defaults() {
        let lines = (0..<260).map { "X-\($0): y" }
        var message = SampleMessage()
        message.headers += lines
        #expect(message.error()?.reason == "Too many header lines")
        let vias = Array(repeating: "SIP/2.0/UDP a", count: 70).joined(separator: ",")
        #expect(SampleMessage().adding("Via: \(vias)").error()?.reason == "Too many Via values")
        let contacts = Array(repeating: "<sip:a>", count: 33).joined(separator: ",")
        #expect(SampleMessage().adding("Contact: \(contacts)").error()?.reason == "Too many Contact values")
        #expect(SampleMessage().adding("Contact: \(contacts.dropLast(8))").error() == nil)
    }

    @Test("SYN-17: one header line is measured after unfolding")
    func foldedLine() {
        let folds = String(repeating: "\r\n ", count: 3_000)
        #expect(SampleMessage().adding("Subject: a\(folds)b").error() == nil)
    }

    @Test(
        "Parser work is linear: a message of one kind of byte is as harmless as another",
        arguments: [
            "\r\n ", "\"", "<", ",", ";", "\\", "%", ":", "\r", "\n", "a:", "v:\r\n", "@", "[", " ", "=", "SIP/",
        ])
    func monotony(piece: String) {
        for prefix in ["", "INVITE sip:a SIP/2.0\r\n", "INVITE sip:a SIP/2.0\r\nVia: ", "SIP/2.0 200 ", "INVITE sip:"] {
            let bytes = Array((prefix + String(repeating: piece, count: 60_000 / piece.utf8.count)).utf8)
            #expect(throws: SIPParseError.self) { try SIPParser().parse(datagram: bytes) }
        }
    }
}
