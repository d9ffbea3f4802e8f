import CallAutomationModel
import CallRouting
import Testing

@Suite("Routes")
struct RouteTableTests {
    private let number = CommunicationIdentifier.phoneNumber("+14255550123")
    private let fromTrunk = ResolvingCall(peerAddress: "192.0.2.7:5060", resource: "local", isSimulated: false)

    private func resolve(
        _ target: CommunicationIdentifier, _ routes: [(String, String)], _ call: ResolvingCall? = nil
    ) -> TargetResolution? {
        RouteTable(routes.map { RouteTable.Route(pattern: $0.0, uri: $0.1) }, domain: "divert.local")
            .resolve(target, for: call ?? self.fromTrunk)
    }

    @Test(
        "Every placeholder of the configuration page is filled",
        arguments: [
            ("+14255550123", "sip:{number}@gw1.example.net;user=phone", "sip:+14255550123@gw1.example.net;user=phone"),
            (
                "8:orgid:abc-def", "sip:{id}@teams.example.net;transport=tls",
                "sip:abc-def@teams.example.net;transport=tls"
            ),
            ("8:acs:res_alice", "sip:{id}@{domain}", "sip:res_alice@divert.local"),
            ("28:orgid:app", "sip:{id}@x", "sip:app@x"),
            ("8:acs:res_alice", "sip:{rawId}@{domain}", "sip:8%3Aacs%3Ares_alice@divert.local"),
            ("+14255550123", "sip:{number}@{peerAddress}", "sip:+14255550123@192.0.2.7:5060"),
            ("+14255550123", "sip:{id}@{domain}:{domain}", "sip:+14255550123@divert.local:divert.local"),
            ("+14255550123", "sip:desk@pbx.example.net", "sip:desk@pbx.example.net"),
        ])
    func placeholders(target: String, template: String, uri: String) {
        #expect(self.resolve(CommunicationIdentifier(e164OrRawID: target), [("*", template)]) == .uri(uri))
    }

    @Test("An asserted id is no part of the number")
    func assertedID() {
        let target = CommunicationIdentifier(rawID: "4:+14255550123_leg2")
        #expect(self.resolve(target, [("+*", "sip:{number}@x")]) == .uri("sip:+14255550123@x"))
        #expect(self.resolve(target, [("+*", "sip:{id}@x")]) == .uri("sip:+14255550123@x"))
    }

    @Test("What a SIP user part may not hold is percent-encoded (RFC 3261 §25.1)")
    func percentEncoding() {
        let target = CommunicationIdentifier(rawID: "8:orgid:a b@c;d?e/ö%+!~*.-_")
        #expect(
            self.resolve(target, [("*", "sip:{id}@x")]) == .uri("sip:a%20b%40c%3Bd%3Fe%2F%C3%B6%25+!~*.-_@x"))
    }

    @Test("The first match wins")
    func firstMatch() {
        let routes = [("+1425*", "sip:a@x"), ("+1*", "sip:b@x"), ("*", "sip:c@x")]
        #expect(self.resolve(self.number, routes) == .uri("sip:a@x"))
        #expect(self.resolve(.phoneNumber("+12125550123"), routes) == .uri("sip:b@x"))
        #expect(self.resolve(.phoneNumber("+442012345678"), routes) == .uri("sip:c@x"))
        #expect(self.resolve(CommunicationIdentifier(rawID: "8:acs:r_u"), routes) == .uri("sip:c@x"))
    }

    @Test(
        "A pattern is a number, a raw id, or a prefix of one of them",
        arguments: [
            ("+14255550123", true), ("+1425555012", false), ("+1425*", true), ("4:+14255550123", true), ("4:*", true),
            ("8:*", false), ("*", true),
        ])
    func patterns(pattern: String, matches: Bool) {
        #expect((self.resolve(self.number, [(pattern, "sip:x@y")]) != nil) == matches)
    }

    @Test("A star alone leaves SIP and telephone addresses to themselves; a route may name them")
    func addresses() {
        for address in ["sip:201@pbx.example", "sips:pbx.example", "tel:+14255550123"] {
            let target = CommunicationIdentifier(rawID: address)
            #expect(self.resolve(target, [("*", "sip:x@y")]) == nil)
            #expect(self.resolve(target, [("*", "sip:x@y"), ("\(address.prefix(5))*", "sip:z@y")]) == .uri("sip:z@y"))
        }
    }

    @Test("A row whose placeholder has no value leaves the target to a later row")
    func noValue() {
        let user = CommunicationIdentifier(rawID: "8:acs:r_u")
        #expect(self.resolve(user, [("*", "sip:{number}@x"), ("*", "sip:{rawId}@y")]) == .uri("sip:8%3Aacs%3Ar_u@y"))
        let simulated = ResolvingCall(peerAddress: nil, resource: "local", isSimulated: true)
        #expect(self.resolve(self.number, [("*", "sip:{number}@{peerAddress}")], simulated) == nil)
    }

    @Test("Without a route a number goes back to where the call came from, anything else is nobody's")
    func returnsToPeer() {
        let chain = TargetResolverChain([RouteTable([], domain: "divert.local"), NumberReturnsToPeer()])
        let user = CommunicationIdentifier(rawID: "8:acs:r_u")
        #expect(
            chain.resolve(self.number, for: self.fromTrunk) == .uri("sip:+14255550123@192.0.2.7:5060;user=phone"))
        #expect(
            chain.resolve(self.number, for: ResolvingCall(peerAddress: nil, resource: "local", isSimulated: true))
                == nil)
        #expect(chain.resolve(user, for: self.fromTrunk) == nil)
        #expect(chain.resolve(.anonymous, for: self.fromTrunk) == nil)
    }

    @Test("A chain asks until one of its resolvers knows")
    func chain() {
        let numbers = RouteTable([RouteTable.Route(pattern: "+*", uri: "sip:n@y")], domain: "divert.local")
        let all = RouteTable([RouteTable.Route(pattern: "*", uri: "sip:x@y")], domain: "divert.local")
        let user = CommunicationIdentifier(rawID: "8:acs:r_u")
        #expect(TargetResolverChain([numbers, all]).resolve(self.number, for: self.fromTrunk) == .uri("sip:n@y"))
        #expect(TargetResolverChain([numbers, all]).resolve(user, for: self.fromTrunk) == .uri("sip:x@y"))
        #expect(TargetResolverChain([numbers]).resolve(user, for: self.fromTrunk) == nil)
        #expect(TargetResolverChain([]).resolve(self.number, for: self.fromTrunk) == nil)
    }
}
