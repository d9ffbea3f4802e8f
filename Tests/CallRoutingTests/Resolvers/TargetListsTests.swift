import CallAutomationModel
import CallRouting
import Testing

@Suite("Lists of targets (resources[].targets)")
struct TargetListsTests {
    private let call = ResolvingCall(peerAddress: "192.0.2.7:5060", resource: "home", isSimulated: false)

    private func policy(allow: [String] = ["*"], deny: [String] = []) -> ListedTargets {
        ListedTargets([
            "home": TargetLists(allow: allow.map(IdentifierPattern.init), deny: deny.map(IdentifierPattern.init))
        ])
    }

    private func prohibition(
        of target: String, allow: [String] = ["*"], deny: [String] = []
    ) -> TargetProhibition? {
        self.policy(allow: allow, deny: deny)
            .prohibition(of: CommunicationIdentifier(e164OrRawID: target), for: self.call)
    }

    @Test(
        "Without lists nothing is forbidden", arguments: ["+19005550100", "8:acs:home_bob", "4:anonymous", "48:foo"])
    func everything(target: String) {
        #expect(self.prohibition(of: target) == nil)
    }

    @Test(
        "Where there is a list of allowed targets, one of it must match",
        arguments: [
            ("+14255550123", true), ("4:14255550123", true), ("4:+14255550123_leg", true), ("+14265550123", false),
            ("8:orgid:ABC", true), ("8:orgid:abc", true), ("8:dod:abc", false), ("8:acs:home_bob", false),
            ("4:anonymous", false), ("+442079460000", true), ("+4420794600001", false),
        ])
    func allowed(target: String, isAllowed: Bool) {
        let prohibition = self.prohibition(of: target, allow: ["+1425*", "8:orgid:abc", "4:+442079460000"])
        #expect(prohibition == (isAllowed ? nil : .notAllowed(rule: "targets.allow")))
    }

    @Test(
        "What is denied is forbidden, whatever allows it, and the pattern is the rule",
        arguments: [
            ("+19005550100", "+1900*"), ("4:19005550100", "+1900*"), ("4:+19005550100_leg", "+1900*"),
            ("8:ACS:Home_x", nil), ("8:acs:HOME_eve", "8:acs:home_eve"), ("+14255550123", nil), ("+979123", "4:+979*"),
        ] as [(String, String?)])
    func denied(target: String, pattern: String?) {
        let prohibition = self.prohibition(of: target, allow: ["*"], deny: ["+1900*", "8:acs:home_eve", "4:+979*"])
        #expect(prohibition == pattern.map { .notAllowed(rule: "targets.deny: \($0)") })
    }

    @Test("SIP and telephone addresses are left to the policy that understands them")
    func addresses() {
        for target in ["sip:+19005550100@pbx.example", "tel:+19005550100"] {
            #expect(self.prohibition(of: target, allow: ["+1425*"], deny: ["+1900*"]) == nil)
        }
    }

    @Test("The lists are those of the call's resource")
    func resources() {
        let away = ResolvingCall(peerAddress: nil, resource: "away", isSimulated: true)
        let number = CommunicationIdentifier.phoneNumber("+19005550100")
        #expect(self.policy(deny: ["+1900*"]).prohibition(of: number, for: away) == nil)
        #expect(self.policy(deny: ["+1900*"]).prohibition(ofContact: "sip:+19005550100@x", for: self.call) == nil)
    }

    @Test("Of several policies the first prohibition counts, of targets and of contacts")
    func several() {
        struct Named: TargetPolicy {
            let name: String
            func prohibition(of target: CommunicationIdentifier, for call: ResolvingCall) -> TargetProhibition? {
                target.e164 == nil ? nil : .notAllowed(rule: self.name)
            }
            func prohibition(ofContact uri: String, for call: ResolvingCall) -> TargetProhibition? {
                uri.hasPrefix("tel:") ? .notAllowed(rule: self.name) : nil
            }
        }
        let policies = TargetPolicies([self.policy(), Named(name: "a"), Named(name: "b")])
        #expect(policies.prohibition(of: .phoneNumber("+1425"), for: self.call) == .notAllowed(rule: "a"))
        #expect(policies.prohibition(of: .anonymous, for: self.call) == nil)
        #expect(policies.prohibition(ofContact: "tel:+1425", for: self.call) == .notAllowed(rule: "a"))
        #expect(policies.prohibition(ofContact: "sip:a@b", for: self.call) == nil)
    }
}
