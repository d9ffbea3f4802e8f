import SIPCaller
import SIPMessage
import Testing

@Suite("Where a call goes")
struct CallTargetTests {
    @Test(
        "What people type becomes a URI, a host, a port and a transport",
        arguments: [
            ("sip:+14255550100@127.0.0.1:5070;transport=tcp", "127.0.0.1", 5070, CallTransport.tcp),
            ("sip:+14255550100@127.0.0.1:5070;transport=UDP", "127.0.0.1", 5070, .udp),
            ("sip:pbx.example", "pbx.example", 5060, .udp), ("SIP:pbx.example", "pbx.example", 5060, .udp),
            ("127.0.0.1:5060", "127.0.0.1", 5060, .udp), ("127.0.0.1", "127.0.0.1", 5060, .udp),
            ("pbx:5070;transport=tcp", "pbx", 5070, .tcp), ("alice@pbx.example:5080", "pbx.example", 5080, .udp),
            ("sip:alice@[::1]:5070", "::1", 5070, .udp), ("[::1]", "::1", 5060, .udp),
        ])
    func forms(text: String, host: String, port: Int, transport: CallTransport) throws {
        let target = try CallTarget(parsing: text)
        #expect(target.host == host && target.port == port && target.transport == transport)
        #expect(target.uri.description.lowercased().hasPrefix("sip:"))
    }

    @Test("A transport that was asked for beats the one in the URI")
    func transport() throws {
        #expect(try CallTarget(parsing: "sip:127.0.0.1;transport=udp", transport: .tcp).transport == .tcp)
        #expect(try CallTarget(parsing: "sip:127.0.0.1;transport=tls", transport: .tcp).transport == .tcp)
    }

    @Test(
        "What cannot be called is refused, and the reason says why",
        arguments: [
            ("sips:alice@example.com", "TLS"), ("sip:alice@example.com;transport=tls", "transport=tls"),
            ("sip:alice@example.com;transport=ws", "not offered yet"), ("tel:+14255550100", "names no server"),
            ("https://example.com", "names no server"), ("", "no SIP address"), ("sip:", "no SIP address"),
            ("sip:alice@", "no SIP address"), ("sip:a b@example.com", "no SIP address"),
            ("127.0.0.1:99999", "no SIP address"), ("sip:alice@example.com?subject=x", "headers"),
        ])
    func refused(text: String, reason: String) {
        let error = #expect(throws: CallAddressError.self) { try CallTarget(parsing: text) }
        #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
    }

    @Test("A callee gives the URI its user, unless it has one")
    func naming() throws {
        let number = try CallParty(parsing: "+14255550100").uri(at: "127.0.0.1")
        let nameless = try CallTarget(parsing: "sip:127.0.0.1:5070;transport=tcp").naming(number)
        #expect(nameless.uri.description == "sip:+14255550100@127.0.0.1:5070;transport=tcp;user=phone")
        #expect(nameless.transport == .tcp)
        let named = try CallTarget(parsing: "sip:alice@127.0.0.1").naming(number)
        #expect(named.uri.description == "sip:alice@127.0.0.1")
    }
}
