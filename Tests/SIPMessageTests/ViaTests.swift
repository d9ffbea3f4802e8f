import SIPMessage
import Testing

@Suite struct ViaTests {
    @Test("A Via comes apart, with blanks around every separator")
    func parts() throws {
        let via = try Via(
            parsing:
                "SIP / 2.0 / tcp  [2001:db8::9]: 5070 ; Branch = z9hG4bK1 ;rport=5061; received=192.0.2.1;maddr=224.2.0.1"
        )
        #expect(via.transport == "TCP")
        #expect(via.host == "2001:db8::9")
        #expect(via.isIPv6Reference)
        #expect(via.port == 5070)
        #expect(via.branch == "z9hG4bK1")
        #expect(via.hasMagicCookie)
        #expect(via.rport == .value(5061))
        #expect(via.received == "192.0.2.1")
        #expect(via.maddr == "224.2.0.1")
    }

    @Test(
        "SYN-13: received is accepted with and without brackets",
        arguments: [
            "[2001:db8::9:255]", "2001:db8::9:255",
        ])
    func receivedIPv6(value: String) throws {
        #expect(try Via(parsing: "SIP/2.0/UDP [2001:db8::9:1];received=\(value)").received == "2001:db8::9:255")
    }

    @Test(
        "RFC 3581: rport may be absent, empty or filled",
        arguments: [
            ("", Via.Rport.absent), (";rport", .empty), (";rport=", .empty), (";rport=9", .value(9)),
        ])
    func rport(parameter: String, rport: Via.Rport) throws {
        #expect(try Via(parsing: "SIP/2.0/UDP a\(parameter)").rport == rport)
    }

    @Test("TRN-2: stamping notes the source and leaves all else as it was")
    func stamping() throws {
        let via = try Via(parsing: "SIP/2.0/UDP a.example:5070 ;rport;x=\"y;z\";received=6.6.6.6;branch=z9hG4bK1")
        #expect(
            try via.stamped(received: "192.0.2.7", rport: 1024).description
                == "SIP/2.0/UDP a.example:5070 ;rport=1024;x=\"y;z\";branch=z9hG4bK1;received=192.0.2.7")
        #expect(try Via(parsing: "SIP/2.0/UDP a").stamped(received: "2001:db8::1").received == "2001:db8::1")
        #expect(throws: SIPParseError.self) { try via.stamped(received: "a;b\r\n") }
        #expect(throws: SIPParseError.self) { try via.stamped(received: "192.0.2.7", rport: 0) }
        var headers = SIPHeaders()
        try headers.append(.via, "SIP/2.0/UDP a.example:5070;rport , SIP/2.0/TCP b")
        headers.replaceFirstValue(
            .via, with: try headers.vias()[0].stamped(received: "192.0.2.7", rport: 9).headerValue)
        #expect(headers.first(.via)?.text == "SIP/2.0/UDP a.example:5070;rport=9;received=192.0.2.7 , SIP/2.0/TCP b")
    }

    @Test("A Via of one's own is built")
    func building() throws {
        let via = try Via(transport: "TCP", host: "2001:db8::1", port: 5060, branch: "z9hG4bKa", asksForRport: true)
        #expect(via.description == "SIP/2.0/TCP [2001:db8::1]:5060;branch=z9hG4bKa;rport")
        #expect(throws: SIPParseError.self) { try Via(transport: "T P", host: "a b") }
        #expect(throws: SIPParseError.self) { try Via(transport: "UDP", host: "a\r\n") }
    }
}
