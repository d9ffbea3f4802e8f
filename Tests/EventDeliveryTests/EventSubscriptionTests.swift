import CallAutomationModel
import EventDelivery
import Testing

@Suite("Who hears of a call")
struct EventSubscriptionTests {
    private let caller = CommunicationIdentifier.phoneNumber("+12065550199")
    private let callee = CommunicationIdentifier.phoneNumber("+14255550100")

    @Test("An empty filter matches everything, so do stars")
    func everything() {
        let identifiers = [self.caller, .anonymous, CommunicationIdentifier(rawID: "sip:201@pbx.example")]
        for filter in [SubscriptionFilter(), SubscriptionFilter(to: ["*"], from: ["*"])] {
            for identifier in identifiers {
                #expect(filter.matches(from: identifier, to: identifier))
            }
        }
    }

    @Test(
        "A pattern is a number, a raw id, or a prefix of one of them, in any case",
        arguments: [
            ("+14255550100", "+14255550100", true), ("+14255550100", "+1425*", true), ("+14255550100", "+1426*", false),
            ("+14255550100", "+1425555010", false), ("+14255550100", "4:+1425*", true),
            ("4:+14255550100_leg", "+14255550100", true),
            ("8:acs:RES_Alice", "8:acs:res_alice", true), ("8:acs:res_alice", "8:ACS:RES*", true),
            ("8:acs:res_alice", "+*", false), ("4:anonymous", "+*", false), ("4:anonymous", "4:anonymous", true),
        ])
    func patterns(identifier: String, pattern: String, matches: Bool) {
        let identifier = CommunicationIdentifier(e164OrRawID: identifier)
        #expect(SubscriptionFilter(to: [pattern]).matches(from: self.caller, to: identifier) == matches)
        #expect(SubscriptionFilter(from: [pattern]).matches(from: identifier, to: self.callee) == matches)
    }

    @Test("One pattern of a list is enough; both lists must have one")
    func lists() {
        let filter = SubscriptionFilter(to: ["+1999*", "+14255550100"], from: ["+1206*"])
        #expect(filter.matches(from: self.caller, to: self.callee))
        #expect(!filter.matches(from: self.callee, to: self.callee))
        #expect(!filter.matches(from: self.caller, to: self.caller))
    }

    @Test("A subscription with a resource hears of that resource's calls only")
    func resource() {
        let all = EventSubscription(name: "all", resource: nil, endpoint: "http://127.0.0.1:9090")
        let red = EventSubscription(name: "red", resource: "red", endpoint: "http://127.0.0.1:9090")
        #expect(all.matches(resource: "red", from: self.caller, to: self.callee))
        #expect(all.matches(resource: "blue", from: self.caller, to: self.callee))
        #expect(red.matches(resource: "red", from: self.caller, to: self.callee))
        #expect(!red.matches(resource: "blue", from: self.caller, to: self.callee))
        #expect(all.maxDeliveryAttempts == 2)
        #expect(all.timeToLive == .seconds(60))
        let filtered = EventSubscription(
            name: "filtered", resource: "red", endpoint: "http://127.0.0.1:9090",
            filter: SubscriptionFilter(to: ["+1999*"]))
        #expect(!filtered.matches(resource: "red", from: self.caller, to: self.callee))
    }
}
