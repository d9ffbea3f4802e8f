import CallAutomationModel
import Foundation
import Testing

@Suite("Identifiers in events and answers (identifiers.md §4)")
struct CommunicationIdentifierEncodingTests {
    private static func object(_ identifier: CommunicationIdentifier) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(identifier.json()))
        return try #require(object as? [String: Any])
    }

    @Test(
        "kind, rawId and the one matching sub-object are always there",
        arguments: CommunicationIdentifierRawIDTests.forms)
    func emitsOneSubObject(rawID: String, kind: CommunicationIdentifier.Kind) throws {
        let identifier = CommunicationIdentifier(rawID: rawID)
        let object = try Self.object(identifier)
        #expect(object["rawId"] as? String == rawID)
        #expect(object["kind"] as? String == identifier.kindName)
        let subObjects = Set(object.keys).subtracting(["kind", "rawId"])
        #expect(subObjects == (kind == .unknown ? [] : [identifier.kindName]))
    }

    @Test("What the .NET and JavaScript SDKs insist on is there")
    func emitsRequiredMembers() throws {
        let phone = try Self.object(.phoneNumber("+14255550123", assertedID: "leg"))["phoneNumber"] as? [String: Any]
        #expect(phone?["value"] as? String == "+14255550123")
        #expect(phone?["isAnonymous"] as? Bool == false)
        #expect(phone?["assertedId"] as? String == "leg")

        let anonymous = try Self.object(.anonymous)["phoneNumber"] as? [String: Any]
        #expect(anonymous?["value"] as? String == "anonymous")
        #expect(anonymous?["isAnonymous"] as? Bool == true)

        let teams = try Self.object(CommunicationIdentifier(rawID: "8:dod:u"))["microsoftTeamsUser"] as? [String: Any]
        #expect(teams?["userId"] as? String == "u")
        #expect(teams?["isAnonymous"] as? Bool == false)
        #expect(teams?["cloud"] as? String == "dod")

        let app = try Self.object(CommunicationIdentifier(rawID: "28:orgid:a"))["microsoftTeamsApp"] as? [String: Any]
        #expect(app?["appId"] as? String == "a")
        #expect(app?["cloud"] as? String == "public")

        let user =
            try Self.object(CommunicationIdentifier(rawID: "8:acs:r_t_u"))["teamsExtensionUser"] as? [String: Any]
        #expect(user?["resourceId"] as? String == "r")
        #expect(user?["tenantId"] as? String == "t")
        #expect(user?["userId"] as? String == "u")
        #expect(user?["cloud"] as? String == "public")
    }

    @Test("What is emitted can be sent back as a target", arguments: CommunicationIdentifierRawIDTests.forms)
    func emittedIsAccepted(rawID: String, kind: CommunicationIdentifier.Kind) throws {
        let identifier = CommunicationIdentifier(rawID: rawID)
        switch kind {
        case .unknown where rawID.isEmpty: return
        case .phoneNumber(let value, _, _) where !E164.isNumber(value) && value != "anonymous": return
        default: break
        }
        let again = try CommunicationIdentifier(json: JSONValue(parsing: identifier.json()))
        #expect(again == identifier)
        #expect(again.kind == identifier.kind)
    }
}
