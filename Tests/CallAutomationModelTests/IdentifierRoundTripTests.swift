import CallAutomationModel
import DivertTesting
import Testing

@Suite("Identifiers survive the way through every SDK (identifiers.md §§3, 4)")
struct IdentifierRoundTripTests {
    @Test("Every SDK reads what is emitted as what it is", arguments: StrictReader.allCases)
    func everyForm(reader: StrictReader) throws {
        for (rawID, kind) in CommunicationIdentifierRawIDTests.forms {
            let identifier = CommunicationIdentifier(rawID: rawID)
            let reading = try reader.read(identifier.json())
            #expect(reading.kind == identifier.kindName && reading.rawID == rawID, "\(rawID)")
            #expect(reading.parts == Self.parts(of: kind), "\(rawID)")
        }
    }

    @Test(
        "The readers refuse what the SDKs refuse",
        arguments: [
            (#"{"kind":"communicationUser","communicationUser":{"id":"8:acs:a_b"}}"#, StrictReader.allCases),
            (
                #"{"rawId":"4:+1","phoneNumber":{"value":"+1","isAnonymous":false},"communicationUser":{"id":"x"}}"#,
                [.dotNET, .javaScript, .java]
            ),
            (#"{"rawId":"8:orgid:u","microsoftTeamsUser":{"userId":"u","isAnonymous":false}}"#, StrictReader.allCases),
            (
                #"{"rawId":"8:orgid:u","microsoftTeamsUser":{"userId":"u","isAnonymous":false,"cloud":"PUBLIC"}}"#,
                StrictReader.allCases
            ),
            (#"{"rawId":"8:orgid:u","microsoftTeamsUser":{"userId":"u","cloud":"public"}}"#, StrictReader.allCases),
        ])
    func readersAreStrict(json: String, readers: [StrictReader]) {
        for reader in readers {
            #expect(throws: StrictReader.Refusal.self) { try reader.read(Array(json.utf8)) }
        }
    }

    @Test("raw id → value → JSON → value → raw id, and every SDK in between", arguments: 0..<10 as Range<UInt64>)
    func generated(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let rawID = Self.rawID(using: &generator)
            let identifier = CommunicationIdentifier(rawID: rawID)
            #expect(identifier.rawID == rawID, "seed \(seed)")
            let json = identifier.json()
            for reader in StrictReader.allCases {
                let reading = try reader.read(json)
                #expect(
                    reading == .init(kind: identifier.kindName, rawID: rawID, parts: Self.parts(of: identifier.kind)),
                    "seed \(seed), \(rawID), \(reader)")
            }
            let again = try CommunicationIdentifier(json: JSONValue(parsing: json))
            #expect(again.kind == identifier.kind && again.rawID == rawID, "seed \(seed), \(rawID)")
            let bare = #"{"rawId":"\#(rawID)"}"#
            let byRawID = try CommunicationIdentifier(json: JSONValue(parsing: Array(bare.utf8)))
            #expect(byRawID == identifier && byRawID.kind == identifier.kind, "seed \(seed), \(rawID)")
        }
    }

    private static func parts(of kind: CommunicationIdentifier.Kind) -> [String] {
        switch kind {
        case .communicationUser(let id): [id]
        case .phoneNumber(let value, _, _): [value]
        case .microsoftTeamsUser(let userID, _, _): [userID]
        case .microsoftTeamsApp(let appID, _): [appID]
        case .teamsExtensionUser(let userID, let tenantID, let resourceID, _): [userID, tenantID, resourceID]
        case .unknown: []
        }
    }

    /// A raw id of any kind, as the services make them.
    private static func rawID(using generator: inout SeededGenerator) -> String {
        func guid() -> String { UUIDText.version4(using: &generator).text }
        let clouds = ["", "dod-", "gcch-"]
        let cloud = clouds.randomElement(using: &generator) ?? ""
        let directory = ["orgid", "dod", "gcch"].randomElement(using: &generator) ?? "orgid"
        let number = "+\(Int.random(in: 10...999_999_999_999_999, using: &generator))"
        return switch Int.random(in: 0..<9, using: &generator) {
        case 0: "8:\(cloud)acs:\(guid())_\(guid())"
        case 1: "8:\(cloud)acs:\(guid())_\(guid())_\(guid())"
        case 2: "8:\(directory):\(guid())"
        case 3: "8:teamsvisitor:\(guid())"
        case 4: "28:\(directory):\(guid())"
        case 5: "4:\(number)"
        case 6: "4:\(number)_\(guid())"
        case 7: "8:spool:\(guid())_\(guid())"
        default:
            ["sip:\(number)@pbx.example", "48:\(guid())", "8:live:x", "4:anonymous"]
                .randomElement(using: &generator) ?? ""
        }
    }
}
