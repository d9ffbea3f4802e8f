import CallAutomationModel
import CallRouting
import SIPEdge
import Testing

@Suite("Where calls may be sent over SIP (resources[].targets)")
struct SIPTargetPolicyTests {
    private let call = ResolvingCall(peerAddress: "192.0.2.1:5060", resource: "main", isSimulated: false)

    private let policy = SIPTargetPolicy([
        "main": SIPTargetPolicy.Rules(
            lists: TargetLists(
                allow: ["+1*", "8:acs:*"].map(IdentifierPattern.init),
                deny: ["+1900*", "sip:boss@pbx.example", "sip:vip*"].map(IdentifierPattern.init)),
            targets: { host in
                switch host.lowercased() {
                case "pbx.example", "192.0.2.9": .allowed
                case "10.0.0.1": .privateAddress
                default: .foreign
                }
            },
            contacts: { $0 == "10.0.0.1" ? .privateAddress : .allowed })
    ])

    private func prohibition(_ rawID: String) -> TargetProhibition? {
        self.policy.prohibition(of: CommunicationIdentifier(rawID: rawID), for: self.call)
    }

    @Test(
        "An address at an allowed host is allowed, whatever the list of allowed identifiers says",
        arguments: [
            "sip:201@pbx.example", "sips:alice@PBX.example:5061;transport=tcp", "sip:192.0.2.9",
            "sip:+14255550123@pbx.example", "sip:a@pbx.example;maddr=192.0.2.9", "tel:+1-425-555-0123",
        ])
    func allowed(address: String) {
        #expect(self.prohibition(address) == nil)
    }

    @Test(
        "OVL-5: other hosts are not, by whatever way the call would get there",
        arguments: [
            "sip:201@evil.example", "sip:201@pbx.example.evil.example", "sips:evil.example",
            "sip:201@pbx.example;maddr=evil.example", "sip:201@pbx.example;MADDR=192.0.2.9;maddr=203.0.113.6",
            "sip:201@pbx.example;maddr", "sip:pbx.example@evil.example",
        ])
    func foreign(address: String) {
        #expect(self.prohibition(address) == .notAllowed(rule: "targets.sipDomains"))
    }

    @Test("Private addresses are a rule of their own, in the target and in what a route made of it")
    func privateAddresses() {
        let rule = TargetProhibition.notAllowed(rule: "targets.allowPrivate")
        #expect(self.prohibition("sip:201@10.0.0.1") == rule)
        for contact in ["sip:+1425@10.0.0.1;user=phone", "sip:a@pbx.example;maddr=10.0.0.1"] {
            #expect(self.policy.prohibition(ofContact: contact, for: self.call) == rule)
        }
        for contact in ["sip:+1425@evil.example", "tel:+19005550100", "sip:not a uri", "sip:a@10.0.0.2"] {
            #expect(self.policy.prohibition(ofContact: contact, for: self.call) == nil)
        }
    }

    @Test(
        "RED-7: embedded headers and a method are refused, and parameter names that could hide one",
        arguments: [
            "sip:201@pbx.example?Route=%3Csip:evil.example%3E", "sip:201@pbx.example;method=BYE",
            "sip:201@pbx.example;Method=MESSAGE", "sip:201@pbx.example;m%61ddr=evil.example",
        ])
    func shapesRequests(address: String) {
        #expect(self.prohibition(address) == .notAllowed(rule: "no headers and no method in a target"))
    }

    @Test(
        "The number in an address is a number: writing it as a SIP or telephone address is no way around the lists",
        arguments: [
            ("tel:+1-900-555-0100", "targets.deny: +1900*"), ("sip:+19005550100@pbx.example", "targets.deny: +1900*"),
            ("sip:%2b1900.555-0100;x=y@pbx.example;user=phone", "targets.deny: +1900*"),
            ("sips:+19005550100@pbx.example", "targets.deny: +1900*"), ("tel:+442079460000", "targets.allow"),
            ("sip:+442079460000@pbx.example", "targets.allow"),
            ("sip:%62oss@PBX.example:5070;x=y", "targets.deny: sip:boss@pbx.example"),
            ("SIP:VIP7@pbx.example", "targets.deny: sip:vip*"),
        ])
    func numbers(address: String, rule: String) {
        #expect(self.prohibition(address) == .notAllowed(rule: rule))
    }

    @Test(
        "What is no address is left to the others", arguments: ["+14255550123", "8:acs:x_y", "sip:", "sip:a b@c", "x"])
    func others(rawID: String) {
        #expect(self.prohibition(rawID) == nil)
    }

    @Test("The rules are those of the call's resource")
    func resources() {
        let other = ResolvingCall(peerAddress: nil, resource: "other", isSimulated: true)
        let target = CommunicationIdentifier(rawID: "sip:201@evil.example")
        #expect(self.policy.prohibition(of: target, for: other) == nil)
        #expect(self.policy.prohibition(ofContact: "sip:a@10.0.0.1", for: other) == nil)
    }
}
