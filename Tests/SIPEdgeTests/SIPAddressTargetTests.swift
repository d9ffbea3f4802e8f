import CallAutomationModel
import CallRouting
import SIPEdge
import Testing

@Suite("SIP addresses as targets")
struct SIPAddressTargetTests {
    private func resolve(_ rawID: String) -> TargetResolution? {
        SIPAddressTarget(numbers: NumberReturnsToPeer()).resolve(
            CommunicationIdentifier(rawID: rawID),
            for: ResolvingCall(peerAddress: "192.0.2.1:5060", resource: "main", isSimulated: false))
    }

    @Test(
        "An address is its own destination",
        arguments: ["sip:201@pbx.example", "sips:alice@pbx.example:5061;transport=tcp", "sip:192.0.2.9"])
    func address(address: String) {
        #expect(self.resolve(address) == .uri(address))
    }

    @Test("RED-6: a global telephone number is resolved as that number")
    func telephone() {
        #expect(self.resolve("tel:+1-425-555-0123") == .uri("sip:+14255550123@192.0.2.1:5060;user=phone"))
    }

    @Test(
        "What is no address, or none that can be reached, is left to others",
        arguments: [
            "tel:201;phone-context=pbx.example", "4:+14255550123", "8:acs:0e_1f", "sip:", "sip:a b@pbx.example", "x",
        ])
    func others(rawID: String) {
        #expect(self.resolve(rawID) == nil)
    }

    @Test("RED-8: nothing that could end a header line comes out as a URI")
    func injection() {
        for rawID in [
            "sip:a\r\nX: y@pbx.example", "sip:a@pbx.example\r\nX: y", "sip:a>@pbx.example", "sip:a@pbx.example\0",
        ] {
            #expect(self.resolve(rawID) == nil, "\(rawID.debugDescription)")
        }
    }
}
