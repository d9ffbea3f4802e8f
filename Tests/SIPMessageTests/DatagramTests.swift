import SIPMessage
import Testing

@Suite struct DatagramTests {
    @Test(
        "TRN-5: bytes beyond Content-Length are discarded, and without it the body is the rest",
        arguments: [
            ("3", "v=0"), ("0", ""), (nil, "v=0\r\nINVITE sip:x SIP/2.0\r\n"),
            ("0000000000000000000000000000003", "v=0"),
        ] as [(String?, String)])
    func bodyLength(length: String?, body: String) throws {
        let request = try SampleMessage().length(length, body: "v=0\r\nINVITE sip:x SIP/2.0\r\n").request()
        #expect(request.body.text == body)
        #expect(!request.headers.contains(.contentLength))
        #expect(request.serialized().text.hasSuffix("Content-Length: \(body.utf8.count)\r\n\r\n\(body)"))
    }

    @Test(
        "TRN-5: fewer bytes than Content-Length, or one that is no number, is a 400 for a request",
        arguments: [
            "6", "9999", "99999999999999999999999999999", "-999", "+5", "5 5", "5, 5", "five", "", "0x5", "5.0",
        ])
    func badLength(length: String) throws {
        let error = try #require(SampleMessage().length(length).error())
        #expect(error.statusCode == 400)
        #expect(error.header == "Content-Length")
        #expect(error.salvage?.topVia.branch == "z9hG4bK74bf9")
    }

    @Test("TRN-5: a response with a broken Content-Length is dropped")
    func badResponseLength() throws {
        for length in ["6", "-1", "x"] {
            let error = try #require(SampleMessage.ringing.length(length).error())
            #expect(error.statusCode == nil)
        }
    }

    @Test("A datagram without the empty line after the headers is a 400")
    func missingEmptyLine() throws {
        let text = SampleMessage().text.replacing("\r\n\r\nv=0\r\n", with: "\r\n")
        do {
            _ = try SIPParser().parse(datagram: Array(text.utf8))
            Issue.record("accepted")
        } catch {
            #expect(error.statusCode == 400)
        }
    }

    @Test("Bytes are read from borrowed memory as from an array")
    func rawBytes() throws {
        let bytes = SampleMessage().bytes
        let message = try bytes.withUnsafeBytes { try SIPParser().parse(datagram: $0) }
        #expect(try message == SIPParser().parse(datagram: bytes))
        #expect(try message == bytes.withUnsafeBytes { try SIPParser().parse(streamMessage: $0) })
    }
}
