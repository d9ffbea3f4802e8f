import CallAutomationModel
import EventDelivery
import Testing

@Suite("Advanced filters")
struct AdvancedFilterTests {
    private let caller = CommunicationIdentifier.phoneNumber("+12065550199")
    private let callee = CommunicationIdentifier(rawID: "8:acs:home_Bob")

    @Test(
        "They look at members of caller and callee, keys and values in any case",
        arguments: [
            ("StringBeginsWith", "data.from.PhoneNumber.Value", ["+1425", "+1206"], true),
            ("StringBeginsWith", "data.from.phoneNumber.value", ["+1425"], false),
            ("StringEndsWith", "DATA.TO.RAWID", ["_BOB"], true),
            ("StringEndsWith", "data.to.rawId", ["_alice"], false),
            ("StringContains", "data.to.communicationUser.id", ["ACS:HOME"], true),
            ("StringContains", "data.to.communicationUser.id", ["away"], false),
            ("StringIn", "data.to.kind", ["phoneNumber", "communicationuser"], true),
            ("StringIn", "data.to.kind", ["phoneNumber"], false),
            ("StringIn", "data.to.phoneNumber.value", ["+1"], false),
            ("StringIn", "data.to.communicationUser", ["+1"], false),
        ])
    func matches(kind: String, key: String, values: [String], isMatch: Bool) throws {
        let kind = try #require(AdvancedFilter.Operator(rawValue: kind))
        let filter = try #require(AdvancedFilter(kind, key: key, values: values))
        #expect(filter.matches(from: self.caller, to: self.callee) == isMatch)
        #expect(
            SubscriptionFilter(advanced: [filter]).matches(from: self.caller, to: self.callee) == isMatch)
    }

    @Test(
        "The subject's beginning is one more condition",
        arguments: [("/CALLER/4:+1206", true), ("/caller/4:+1425", false)])
    func subject(prefix: String, isMatch: Bool) {
        let filter = SubscriptionFilter(to: ["8:acs:home_*"], subjectBeginsWith: prefix)
        #expect(filter.matches(from: self.caller, to: self.callee) == isMatch)
    }

    @Test("Keys elsewhere are none", arguments: ["subject", "data", "data.to", "data.by.rawId", "data..rawId", ""])
    func keys(key: String) {
        #expect(AdvancedFilter(.isIn, key: key, values: ["1"]) == nil)
    }
}
