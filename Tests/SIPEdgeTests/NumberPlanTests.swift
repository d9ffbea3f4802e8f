import CallAutomationModel
import SIPEdge
import SIPMessage
import Testing

@Suite("Number plans of peers (ID-4)")
struct NumberPlanTests {
    private static let german = NumberPlan(countryCode: "49", internationalPrefix: "00", nationalPrefix: "0")
    private static let american = NumberPlan(countryCode: "1", internationalPrefix: "011", nationalPrefix: "1")
    private static let danish = NumberPlan(countryCode: "45", internationalPrefix: "00")

    @Test(
        "Digits become the number that they mean there, or none",
        arguments: [
            (german, "0014255550100", "+14255550100"), (german, "0301234567", "+49301234567"),
            (german, "030/1234567", nil), (german, "030-123.45(67)", "+49301234567"), (german, "1234567", nil),
            (german, "201", nil), (german, "00201", nil), (german, "0301234567;isub=1", "+49301234567"),
            (american, "14255550100", "+14255550100"), (american, "4255550100", "+14255550100"),
            (american, "1425555010", "+11425555010"), (american, "5550100", nil),
            (american, "011493012345", "+493012345"),
            (danish, "33123456", "+4533123456"), (danish, "201", nil), (danish, "", nil), (danish, "alice", nil),
            (german, "00" + String(repeating: "9", count: 16), nil),
        ] as [(NumberPlan, String, String?)])
    func number(plan: NumberPlan, user: String, number: String?) {
        #expect(plan.number(user) == number, "\(user)")
    }

    @Test(
        "An identifier of a peer with a plan is the number; a plus sign and a name are what they always are",
        arguments: [
            ("sip:0301234567@trunk.example", "4:+49301234567"), ("sip:+4930555@trunk.example", "4:+4930555"),
            ("tel:0301234567;phone-context=+49", "4:+49301234567"), ("sip:201@trunk.example", "sip:201@trunk.example"),
            ("sip:anonymous@anonymous.invalid", "4:anonymous"),
        ])
    func identifier(uri: String, rawID: String) throws {
        #expect(CallerIdentity.identifier(of: try SIPURI(parsing: uri), Self.german).rawID == rawID)
    }
}
