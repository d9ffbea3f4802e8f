import CallAutomationModel
import CallRouting
import Testing

@Suite("Targets that the call's resource owns")
struct OwnedTargetsTests {
    private let table = ResourceTable([
        ResourceTable.Resource(name: "home", id: "0000000a", numbers: ["+14255550100", "+1206*"]),
        ResourceTable.Resource(name: "away", id: "0000000b", numbers: ["+14255550200"]),
    ])
    private let sip = ResolvingCall(peerAddress: "192.0.2.7:5060", resource: "home", isSimulated: false)
    private let simulated = ResolvingCall(peerAddress: nil, resource: "home", isSimulated: true)

    @Test(
        "A listed number, a listed prefix and every user with the GUID ring on, in whatever case it is written",
        arguments: ["+14255550100", "+12065550123", "8:acs:0000000a_bob", "8:acs:0000000A_bob", "8:acs:0000000a_t_u"])
    func owned(target: String) {
        let target = CommunicationIdentifier(e164OrRawID: target)
        #expect(OwnedTargets(self.table).resolve(target, for: self.sip) == .ringsOn(target))
        #expect(OwnedTargets(self.table, of: .simulated).resolve(target, for: self.sip) == nil)
        #expect(OwnedTargets(self.table, of: .simulated).resolve(target, for: self.simulated) == .ringsOn(target))
    }

    @Test(
        "What nobody lists, or another resource owns, is left to the others",
        arguments: ["+14255550200", "+14255550300", "8:acs:0000000b_bob", "8:orgid:0000000a", "sip:201@pbx.example"])
    func others(target: String) {
        let target = CommunicationIdentifier(e164OrRawID: target)
        #expect(OwnedTargets(self.table).resolve(target, for: self.sip) == nil)
    }

    @Test(
        "A user of another resource is out of the question, and so is one that nobody knows of where there are several",
        arguments: [
            ("8:acs:0000000b_bob", true), ("8:acs:0000000c_bob", true), ("8:acs:0000000b_t_u", true),
            ("8:acs:0000000A_bob", false), ("+14255550200", false), ("8:orgid:0000000b", false), ("8:spool:x", false),
        ])
    func policy(target: String, isForbidden: Bool) {
        let target = CommunicationIdentifier(e164OrRawID: target)
        let prohibition = TargetPolicies([OneResource(self.table)]).prohibition(of: target, for: self.sip)
        #expect(prohibition == (isForbidden ? .otherResource : nil))
    }

    @Test("Where there is one resource, users that nobody names belong to it, without being owned")
    func oneResource() {
        let table = ResourceTable([self.table.resources[0]])
        let user = CommunicationIdentifier(rawID: "8:acs:0000000c_bob")
        #expect(OneResource(table).prohibition(of: user, for: self.sip) == nil)
        #expect(OwnedTargets(table).resolve(user, for: self.sip) == nil)
    }

    @Test("The case of a GUID does not make another party; the user's does")
    func sameParty() {
        let bob = CommunicationIdentifier(rawID: "8:acs:0000000a_bob")
        #expect(bob.isSameParty(as: CommunicationIdentifier(rawID: "8:acs:0000000A_bob")))
        #expect(!bob.isSameParty(as: CommunicationIdentifier(rawID: "8:acs:0000000a_Bob")))
        #expect(!bob.isSameParty(as: CommunicationIdentifier(rawID: "8:gcch-acs:0000000a_bob")))
    }

    @Test("A number is one party, with and without plus, with an asserted id, and as a telephone address")
    func sameNumber() {
        let number = CommunicationIdentifier.phoneNumber("+14255550123")
        for other in ["4:14255550123", "4:+14255550123_leg", "tel:+1-425-555-0123;isub=1", "TEL:+1(425)555.0123"] {
            #expect(number.isSameParty(as: CommunicationIdentifier(rawID: other)), "\(other)")
            #expect(CommunicationIdentifier(rawID: other).isSameParty(as: number), "\(other)")
        }
        for other in [
            "4:+14255550124", "tel:+14255550124", "tel:5550123", "sip:+14255550123@pbx.example", "4:anonymous",
        ] {
            #expect(!number.isSameParty(as: CommunicationIdentifier(rawID: other)), "\(other)")
            #expect(!CommunicationIdentifier(rawID: other).isSameParty(as: number), "\(other)")
        }
    }
}
