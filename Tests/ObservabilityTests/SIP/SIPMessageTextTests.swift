import Logging
import Observability
import Testing

@Suite("How the SIP log shows a message")
struct SIPMessageTextTests {
    private static let invite = [
        "INVITE sip:+14255550100@divert.example;user=phone SIP/2.0",
        "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1234567890",
        "f: \"Alice, \\\"A\\\" <Smith>\" <sip:+14255550199@gw>;tag=1234567890",
        "To: Bob Jones <sip:+14255550100@divert.example>",
        "i: 3848276298220188511@192.0.2.1",
        "CSeq: 1 INVITE",
        "P-Asserted-Identity: \"Alice\" <sip:+14255550199@gw>, <tel:+14255550199>",
        "Diversion: <sip:+14255550111@gw>;reason=unconditional;counter=1",
        "Contact: sip:alicealice@192.0.2.1;expires=60",
        "Route: <sip:192.0.2.9;lr>",
        "Authorization: Digest username=\"alice\", response=\"deadbeef\",",
        "\tnonce=\"cafe\"",
        "X-Api-Key: letmein",
        "X-Billing: account 4255550155, ext 201",
        "X-Forward: \"Carol\" <sip:carol@pbx>",
        "User-Agent: Phone/1.2.3",
        "Identity: eyJhbGciOiJFUzI1NiJ9",
        "Subject: call me",
        "Content-Type: application/sdp",
        "Content-Length: 66",
        "",
        "v=0",
        "c=IN IP4 192.0.2.1",
        "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:c2VjcmV0",
        "",
    ].joined(separator: "\r\n")

    @Test("headers: start line and header fields, nobody's number or name, no credentials, no body")
    func headers() {
        #expect(
            SIPMessageText.headers.render(Array(Self.invite.utf8)).split(separator: "\n") == [
                "INVITE sip:…0100@divert.example;user=phone SIP/2.0",
                "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1234567890",
                "From: \"…\" <sip:…0199@gw>;tag=1234567890",
                "To: \"…\" <sip:…0100@divert.example>",
                "Call-ID: 3848276298220188511@192.0.2.1",
                "CSeq: 1 INVITE",
                "P-Asserted-Identity: \"…\" <sip:…0199@gw>, <tel:…0199>",
                "Diversion: <sip:…0111@gw>;reason=unconditional;counter=1",
                "Contact: sip:…lice@192.0.2.1;expires=60",
                "Route: <sip:192.0.2.9;lr>",
                "Authorization: Digest …",
                "X-Api-Key: …",
                "X-Billing: account …0155, ext 201",
                "X-Forward: \"…\" <sip:…@pbx>",
                "User-Agent: Phone/1.2.3",
                "Identity: …",
                "Subject: …",
                "Content-Type: application/sdp",
                "Content-Length: 66",
            ])
    }

    @Test("full: everything as it came, but for credentials and media keys")
    func full() {
        let shown = SIPMessageText.full.render(Array(Self.invite.utf8))
        let expected = Self.invite
            .replacing("Digest username=\"alice\", response=\"deadbeef\",\r\n\tnonce=\"cafe\"", with: "Digest …")
            .replacing("letmein", with: "…").replacing("1 AES_CM_128_HMAC_SHA1_80 inline:c2VjcmV0", with: "…")
            .replacing("\r\n", with: "\n")
        #expect(shown + "\n" == expected)
    }

    @Test(
        "Credentials are never shown, however they are written",
        arguments: [
            "authorization: Digest secret", "AUTHORIZATION : secret", "Proxy-Authorization: Digest a,\r\n secret",
            "Proxy-Authenticate: Digest nonce=secret", "WWW-Authenticate:secret", "Authentication-Info: secret",
            "Proxy-Authentication-Info: secret", "X-Auth-Token: secret", "Cookie: secret",
        ])
    func credentials(line: String) {
        let message = Array("OPTIONS sip:a SIP/2.0\r\n\(line)\r\nCSeq: 1 OPTIONS\r\n\r\n\(line)\r\n".utf8)
        for form in [SIPMessageText.headers, .full] {
            let shown = form.render(message)
            #expect(!shown.contains("secret"), "\(shown)")
            #expect(shown.contains("CSeq: 1 OPTIONS"))
        }
    }

    @Test("A response keeps its status, and a Contact its host")
    func response() {
        let message =
            "SIP/2.0 302 Moved Temporarily\r\nContact: <sip:+14255550123@gw1.example.net;user=phone>\r\n\r\n"
        #expect(
            SIPMessageText.headers.render(Array(message.utf8))
                == "SIP/2.0 302 Moved Temporarily\nContact: <sip:…0123@gw1.example.net;user=phone>")
    }

    @Test(
        "No number survives in a message that is malformed",
        arguments: [
            "INVITE sip:+14255550199@gw\r\n\r\n", "+14255550199\r\n\r\n",
            "INVITE  sip:+14255550199@gw  SIP/2.0\r\n\r\n",
            "INVITE sip:a SIP/2.0\r\n+14255550199\r\n\r\n",
            "INVITE sip:a SIP/2.0\r\nFrom: \"Alice <sip:+14255550199@gw>\r\n",
            "INVITE sip:a SIP/2.0\r\nFrom: <sip:+14255550199@gw", "INVITE sip:a SIP/2.0\nFrom: +14255550199\n\n",
            "INVITE sip:a SIP/2.0\r\nFrom: <\r\n sip:+14255550199@gw>\r\n\r\n",
            "INVITE sip:a SIP/2.0\r\n: sip:+14255550199@gw\r\n\r\n", "INVITE tel:+14255550199 SIP/2.0",
            "INVITE sip:a SIP/2.0\r\nExpires: +14255550199\r\n\r\n",
            "INVITE sip:a SIP/2.0\r\nX-Y: sip%3A+14255550199%40gw\r\n\r\n", "SIP/2.0 404 No +14255550199\r\n\r\n",
            "INVITE sip:a SIP/2.0\r\nTo: <sip:b>;x=+14255550199\r\n\r\n", "\r\n\r\nINVITE sip:+14255550199@gw SIP/2.0",
            "INVITE sip:a SIP/2.0\r\nHistory-Info: <sip:a@gw?Reason=+14255550199>;index=1\r\n\r\n",
        ])
    func malformed(message: String) {
        let shown = SIPMessageText.headers.render(Array(message.utf8))
        #expect(!shown.contains("425555"), "\(shown)")
        #expect(!shown.isEmpty)
    }

    @Test("Any bytes can be shown: each of a message replaced by each of these, and the message cut anywhere")
    func anyBytes() {
        let bytes = Array(Self.invite.utf8)
        for index in bytes.indices {
            for byte: UInt8 in [0, 10, 13, 0x1b, 0x22, 0x3c, 0x80, 0xff] {
                var changed = bytes
                changed[index] = byte
                #expect(
                    SIPMessageText.headers.render(changed).contains("deadbeef") == false || byte == 10 || byte == 13)
            }
            let cut = SIPMessageText.headers.render(Array(bytes[..<index]))
            #expect(!cut.contains("425555"))
            #expect(SIPMessageText.full.render(Array(bytes[..<index])).utf8.count <= index + 64)
        }
    }

    @Test("A message as long as a datagram can be, of nothing but control characters, is one bounded event")
    func long() {
        let output = CapturedOutput()
        let bytes = [UInt8](repeating: 0x1b, count: 70_000)
        for logger in [output.textLogger(), output.jsonLogger()] {
            logger.event(.info, "SIP message", call: nil, [.text(of: bytes, .full)])
        }
        #expect(output.writes.count == 2)
        #expect(output.writes.allSatisfy { $0.count < 132 * 1024 && !$0.contains(0x1b) && $0.last == 10 })
        #expect(SIPMessageText.full.render(bytes).hasSuffix("\n… 4464 more bytes"))
    }

    @Test("In the text format the message stands below its line, indented, so that no line of it is one of the log")
    func block() {
        let output = CapturedOutput()
        let message = "OPTIONS sip:a SIP/2.0\r\nX: \u{1b}[2J\"x\"\r\n2026-11-22T18:00:00.123Z info forged\r\n\r\n"
        output.textLogger().event(
            .info, "SIP message", call: nil, [.direction(.received), .text(of: Array(message.utf8), .full)])
        #expect(
            output.text == """
                2026-11-22T18:00:00.123Z info    SIP message direction=received
                    OPTIONS sip:a SIP/2.0
                    X: \\u001b[2J"x"
                    2026-11-22T18:00:00.123Z info forged

                """)
    }

    @Test(
        "The Call-ID is found under both of its names",
        arguments: [
            ("OPTIONS sip:a SIP/2.0\r\nCall-ID: x@y\r\n\r\n", "x@y"), ("OPTIONS sip:a SIP/2.0\ni :x\n\n", "x"),
            ("\r\n\r\nSIP/2.0 200 OK\r\nCALL-ID:\r\n x\r\n\r\n", "x"),
            ("OPTIONS sip:a SIP/2.0\r\n\r\nCall-ID: x\r\n", ""),
            ("Call-ID: x\r\n\r\n", ""), ("", ""),
        ])
    func callID(message: String, callID: String) {
        #expect(String(decoding: SIPMessageText.callID(in: Array(message.utf8)), as: UTF8.self) == callID)
    }
}
