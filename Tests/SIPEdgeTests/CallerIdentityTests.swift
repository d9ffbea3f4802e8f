import CallAutomationModel
import SIPEdge
import SIPMessage
import Testing

@Suite("Who calls, who is called")
struct CallerIdentityTests {
    @Test(
        "A SIP user part becomes an identifier",
        arguments: [
            // Numbers.
            ("tel:+1-425-555-0123", "4:+14255550123"),
            ("tel:+14255550123;phone-context=x", "4:+14255550123"),
            ("sip:+14255550123@pbx.example", "4:+14255550123"),
            ("sip:+14255550123@pbx.example;user=phone", "4:+14255550123"),
            ("sip:+1-425-555.0123@pbx.example", "4:+14255550123"),
            ("sip:+1(425)5550123;ext=7@pbx.example", "4:+14255550123"),
            ("sips:%2B14255550123@pbx.example", "4:+14255550123"),
            // Raw ids, percent-decoded once.
            ("sip:8%3Aacs%3A0e_1f@divert.example", "8:acs:0e_1f"),
            ("sip:4%3A%2B14255550123@divert.example", "4:+14255550123"),
            ("sip:28%3Aorgid%3A1f@divert.example", "28:orgid:1f"),
            // Anonymous callers.
            ("sip:anonymous@anonymous.invalid", "4:anonymous"),
            ("sip:Anonymous@pbx.example", "4:anonymous"),
            ("sip:x@anonymous.invalid", "4:anonymous"),
            // Everything else keeps its address.
            ("sip:201@pbx.example", "sip:201@pbx.example"),
            ("sips:alice@pbx.example:5081;transport=tcp", "sips:alice@pbx.example:5081"),
            ("sip:alice:secret@pbx.example", "sip:alice@pbx.example"),
            ("sip:alice@[2001:db8::1]:5070", "sip:alice@[2001:db8::1]:5070"),
            ("sip:pbx.example", "sip:pbx.example"),
            ("sip:+123@pbx.example", "4:+123"),
            ("sip:+1@pbx.example", "sip:+1@pbx.example"),
            ("sip:+0123456@pbx.example", "sip:+0123456@pbx.example"),
            ("sip:14255550123@pbx.example", "sip:14255550123@pbx.example"),
            ("sip:foo%3Abar@pbx.example", "sip:foo%3Abar@pbx.example"),
            ("sip:a%20b@pbx.example", "sip:a%20b@pbx.example"),
            ("tel:201;phone-context=pbx.example", "tel:201;phone-context=pbx.example"),
            // SYN-10: an escaped control character stays escaped.
            ("sip:8%3Aacs%3A0e_1f%0D%0AX@divert.example", "sip:8%3Aacs%3A0e_1f%0D%0AX@divert.example"),
            ("sip:8%3Aacs%3A0e_%00@divert.example", "sip:8%3Aacs%3A0e_%00@divert.example"),
        ])
    func table(uri: String, rawID: String) throws {
        let identifier = CallerIdentity.identifier(of: try SIPURI(parsing: uri))
        #expect(identifier.rawID == rawID)
    }

    @Test("An anonymous caller is known as such")
    func anonymous() throws {
        let uri = try SIPURI(parsing: "sip:anonymous@anonymous.invalid")
        #expect(CallerIdentity.identifier(of: uri).isAnonymousCaller)
    }

    private func caller(
        _ lines: [String], believes: Bool, andRemoteParty: Bool = false, hidesPrivate: Bool = true
    ) throws -> (String, String) {
        let bytes = SampleRequest(others: lines).bytes
        guard case .request(let request) = try SIPParser().parse(datagram: bytes) else { return ("", "") }
        var peer = Peer(name: "trunk", resource: nil, isTrusted: believes, wantsRingback: false) { _ in true }
        peer.believesRemotePartyID = andRemoteParty
        peer.hidesPrivateCallers = hidesPrivate
        let caller = CallerIdentity.caller(request, of: peer)
        return (caller.identifier.rawID, caller.displayName)
    }

    @Test("ID-2: a trusted peer's asserted identity comes before From, tel before sip")
    func asserted() throws {
        let both = ["P-Asserted-Identity: \"Head Office\" <sip:office@example.net>, <tel:+4930777>"]
        #expect(try self.caller(both, believes: true) == ("4:+4930777", "Alice"))
        let one = ["P-Asserted-Identity: \"Head Office\" <sip:office@example.net>"]
        #expect(try self.caller(one, believes: true) == ("sip:office@example.net", "Head Office"))
    }

    @Test("ID-1: the asserted identity of an untrusted peer is not looked at")
    func unbelieved() throws {
        let lines = ["P-Asserted-Identity: <tel:+4930777>"]
        #expect(try self.caller(lines, believes: false) == ("4:+4930555", "Alice"))
    }

    @Test("ID-1: a strange value, or a strange line, does not take the good one with it")
    func headerByHeader() throws {
        let lines = ["P-Asserted-Identity: \"unbalanced", "P-Asserted-Identity: <urn:x>, <<>>, <tel:+4930777>"]
        #expect(try self.caller(lines, believes: true) == ("4:+4930777", "Alice"))
    }

    @Test(
        "ID-2: Remote-Party-ID counts where it is believed and nothing is asserted",
        arguments: [
            (["<sip:+4930777@h>;party=calling;screen=yes;privacy=off"], "4:+4930777", "Alice"),
            (["\"Head Office\" <tel:+4930777>"], "4:+4930777", "Head Office"),
            (
                ["<<>>", "<sip:x@h>;party=called", "<sip:+4930778@h>;screen=no", "<tel:+4930777>"], "4:+4930777",
                "Alice"
            ),
            (["<sip:+4930777@h>;party=called"], "4:+4930555", "Alice"),
            (["<sip:+4930777@h>;privacy=full"], "4:anonymous", ""),
        ])
    func remoteParty(values: [String], rawID: String, name: String) throws {
        let lines = values.map { "Remote-Party-ID: \($0)" }
        #expect(try self.caller(lines, believes: true, andRemoteParty: true) == (rawID, name))
        #expect(try self.caller(lines, believes: true) == ("4:+4930555", "Alice"))
        #expect(try self.caller(lines, believes: false, andRemoteParty: true) == ("4:+4930555", "Alice"))
        let asserted = lines + ["P-Asserted-Identity: <tel:+4930666>"]
        #expect(try self.caller(asserted, believes: true, andRemoteParty: true) == ("4:+4930666", "Alice"))
    }

    @Test("ID-3: applications in the peer's domain of trust learn of private callers")
    func privateRemoteParty() throws {
        let lines = ["Remote-Party-ID: <sip:+4930777@h>;privacy=full"]
        #expect(
            try self.caller(lines, believes: true, andRemoteParty: true, hidesPrivate: false) == ("4:+4930777", "Alice")
        )
    }

    @Test("SYN-16: a malformed asserted identity costs nothing: From is used", arguments: ["", "<<>>", "\"unbalanced"])
    func malformed(value: String) throws {
        #expect(try self.caller(["P-Asserted-Identity: \(value)"], believes: true) == ("4:+4930555", "Alice"))
    }
}
