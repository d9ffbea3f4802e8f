import CallAutomationModel
import CallRouting
import Testing

@Suite("The resource of a call")
struct ResourceTableTests {
    private let red = ResourceTable.Resource(
        name: "red", id: "0000000a-0000-0000-0000-000000000001", numbers: ["+14255550100", "+1206*"])
    private let blue = ResourceTable.Resource(
        name: "blue", id: "0000000b-0000-0000-0000-000000000002", numbers: ["+14255550200"])

    @Test(
        "A listed number, a listed prefix or the GUID of a user names the resource",
        arguments: [
            ("+14255550100", "red"), ("+12065550123", "red"), ("+14255550200", "blue"),
            ("8:acs:0000000b-0000-0000-0000-000000000002_alice", "blue"),
            ("8:acs:0000000A-0000-0000-0000-000000000001_alice", "red"),
            ("8:acs:0000000a-0000-0000-0000-000000000001_tenant_user", "red"),
            ("+14255550300", nil), ("8:orgid:0000000a-0000-0000-0000-000000000001", nil), ("sip:201@pbx.example", nil),
            ("4:anonymous", nil),
        ] as [(String, String?)])
    func owner(callee: String, name: String?) {
        let table = ResourceTable([self.red, self.blue])
        #expect(table.owner(of: CommunicationIdentifier(e164OrRawID: callee))?.name == name)
    }

    @Test("Else the peer's resource, else the only one there is, else none")
    func fallbacks() {
        let stranger = CommunicationIdentifier(rawID: "sip:201@pbx.example")
        let both = ResourceTable([self.red, self.blue])
        #expect(both.resource(of: stranger, peerResource: "blue") == "blue")
        #expect(both.resource(of: .phoneNumber("+14255550100"), peerResource: "blue") == "red")
        #expect(both.resource(of: stranger, peerResource: nil) == nil)
        let only = ResourceTable([self.blue])
        #expect(only.resource(of: stranger, peerResource: nil) == "blue")
        // It belongs there without being owned.
        #expect(only.owner(of: stranger) == nil)
    }
}
