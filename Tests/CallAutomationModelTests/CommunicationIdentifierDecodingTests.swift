import CallAutomationModel
import Testing

@Suite("Identifiers in requests (identifiers.md §§2, 5)")
struct CommunicationIdentifierDecodingTests {
    private static func decode(_ json: String) throws -> CommunicationIdentifier {
        try CommunicationIdentifier(json: JSONValue(parsing: Array(json.utf8)))
    }

    @Test(
        "What the SDKs send is read (identifiers.md §2)",
        arguments: [
            (#"{"rawId":"8:acs:R_U","communicationUser":{"id":"8:acs:R_U"}}"#, "8:acs:R_U"),
            (#"{"kind":"communicationUser","communicationUser":{"id":"8:acs:R_U"}}"#, "8:acs:R_U"),
            (#"{"rawId":"4:+14255550123","phoneNumber":{"value":"+14255550123"}}"#, "4:+14255550123"),
            (#"{"rawId":"4:14255550123","phoneNumber":{"value":"+14255550123"}}"#, "4:+14255550123"),
            (#"{"kind":"phoneNumber","phoneNumber":{"value":"anonymous","isAnonymous":true}}"#, "4:anonymous"),
            (
                #"{"rawId":"4:+14255550123_x","phoneNumber":{"value":"+14255550123","assertedId":"x"}}"#,
                "4:+14255550123_x"
            ),
            (
                #"{"rawId":"4:+14255550123_x","phoneNumber":{"value":"+14255550123_x","assertedId":"x"}}"#,
                "4:+14255550123_x"
            ),
            (#"{"rawId":"4:+14255550123_x","phoneNumber":{"value":"+14255550123"}}"#, "4:+14255550123_x"),
            (
                #"{"rawId":"8:orgid:u","microsoftTeamsUser":{"userId":"u","isAnonymous":false,"cloud":"PUBLIC"}}"#,
                "8:orgid:u"
            ),
            (#"{"microsoftTeamsUser":{"userId":"u","cloud":"gcch"}}"#, "8:gcch:u"),
            (
                #"{"rawId":"8:teamsvisitor:v","microsoftTeamsUser":{"userId":"v","isAnonymous":true,"cloud":"public"}}"#,
                "8:teamsvisitor:v"
            ),
            (#"{"rawId":"28:dod:a","microsoftTeamsApp":{"appId":"a","cloud":"DoD"}}"#, "28:dod:a"),
            (
                #"{"rawId":"8:acs:r_t_u","teamsExtensionUser":{"userId":"u","tenantId":"t","resourceId":"r","cloud":"PUBLIC"}}"#,
                "8:acs:r_t_u"
            ),
            (#"{"rawId":"48:foo"}"#, "48:foo"),
            (#"{"kind":"unknown","rawId":"48:foo"}"#, "48:foo"),
            (#"{"rawId":"sip:201@pbx.example"}"#, "sip:201@pbx.example"),
        ])
    func readsWhatSDKsSend(json: String, rawID: String) throws {
        #expect(try Self.decode(json).rawID == rawID)
    }

    @Test(
        "Each acceptable row of the rules is accepted (identifiers.md §5)",
        arguments: [
            (#"{"phoneNumber":{"value":"+14255550123"}}"#, "4:+14255550123"),
            (#"{"kind":"PhoneNumber","phoneNumber":{"value":"+14255550123"}}"#, "4:+14255550123"),
            (#"{"rawId":"8:orgid:u"}"#, "8:orgid:u"),
            (#"{"kind":"phoneNumber","rawId":"4:+14255550123"}"#, "4:+14255550123"),
            (#"{"kind":"unknown","rawId":"4:+14255550123"}"#, "4:+14255550123"),
            (#"{"kind":"communicationUser","rawId":"8:acs:r_t_u"}"#, "8:acs:r_t_u"),
            (#"{"kind":"communicationUser","communicationUser":{"id":"8:acs:r_t_u"}}"#, "8:acs:r_t_u"),
            (#"{"kind":"someLaterKind","phoneNumber":{"value":"+14255550123"}}"#, "4:+14255550123"),
            (#"{"kind":null,"rawId":null,"phoneNumber":{"value":"+14255550123"}}"#, "4:+14255550123"),
            (#"{"rawId":"","phoneNumber":{"value":"+14255550123"},"communicationUser":null}"#, "4:+14255550123"),
            (#"{"microsoftBot":{"botId":"b"},"somethingNew":[1],"rawId":"4:+14255550123"}"#, "4:+14255550123"),
            (#"{"microsoftTeamsUser":{"userId":"u","cloud":null,"isAnonymous":null}}"#, "8:orgid:u"),
        ])
    func acceptsWhatItShould(json: String, rawID: String) throws {
        #expect(try Self.decode(json).rawID == rawID)
    }

    @Test(
        "Each refused row of the rules names the wrong member (identifiers.md §5)",
        arguments: [
            (#"null"#, "target"), (#""+14255550123""#, "target"), (#"[]"#, "target"), (#"7"#, "target"),
            (#"{}"#, "target"), (#"{"kind":"phoneNumber"}"#, "target"), (#"{"rawId":""}"#, "target"),
            (#"{"kind":"phoneNumber","communicationUser":{"id":"8:acs:R_U"}}"#, "target.kind"),
            (#"{"kind":"unknown","communicationUser":{"id":"8:acs:R_U"}}"#, "target.kind"),
            (#"{"kind":"communicationUser","rawId":"4:+14255550123"}"#, "target.kind"),
            (#"{"kind":3,"rawId":"4:+14255550123"}"#, "target.kind"),
            (#"{"kind":"phoneNumber","kind":"phoneNumber","rawId":"4:+14255550123"}"#, "target.kind"),
            (#"{"communicationUser":{"id":"8:acs:R_U"},"phoneNumber":{"value":"+14255550123"}}"#, "target"),
            (#"{"rawId":5}"#, "target.rawId"),
            (#"{"rawId":"sip:a\r\nb@c"}"#, "target.rawId"),
            (#"{"rawId":"4:+14255550124","phoneNumber":{"value":"+14255550123"}}"#, "target.rawId"),
            (#"{"rawId":"4:+14255^50123"}"#, "target.rawId"), (#"{"rawId":"4:0911"}"#, "target.rawId"),
            (#"{"kind":"phoneNumber","rawId":"4:+1;x=y@evil.example_z"}"#, "target.rawId"),
            (#"{"rawId":"8:dod:u","microsoftTeamsUser":{"userId":"u"}}"#, "target.rawId"),
            (#"{"communicationUser":"8:acs:R_U"}"#, "target.communicationUser"),
            (#"{"communicationUser":{}}"#, "target.communicationUser.id"),
            (#"{"communicationUser":{"id":""}}"#, "target.communicationUser.id"),
            (#"{"communicationUser":{"id":"sip:a@b"}}"#, "target.communicationUser.id"),
            (#"{"communicationUser":{"Id":"8:acs:R_U"}}"#, "target.communicationUser.id"),
            (#"{"phoneNumber":{}}"#, "target.phoneNumber.value"),
            (#"{"phoneNumber":{"value":null}}"#, "target.phoneNumber.value"),
            (#"{"phoneNumber":{"value":14255550123}}"#, "target.phoneNumber.value"),
            (#"{"phoneNumber":{"value":"14255550123"}}"#, "target.phoneNumber.value"),
            (#"{"phoneNumber":{"value":"+0425"}}"#, "target.phoneNumber.value"),
            (#"{"phoneNumber":{"value":"+1 425 555"}}"#, "target.phoneNumber.value"),
            (#"{"phoneNumber":{"value":"+14255550123","isAnonymous":"no"}}"#, "target.phoneNumber.isAnonymous"),
            (#"{"phoneNumber":{"value":"+14255550123_a","assertedId":"b"}}"#, "target.phoneNumber.assertedId"),
            (#"{"microsoftTeamsUser":{"cloud":"public"}}"#, "target.microsoftTeamsUser.userId"),
            (#"{"microsoftTeamsUser":{"userId":"u","cloud":"mars"}}"#, "target.microsoftTeamsUser.cloud"),
            (#"{"microsoftTeamsUser":{"userId":"u","isAnonymous":1}}"#, "target.microsoftTeamsUser.isAnonymous"),
            (#"{"microsoftTeamsApp":{"appId":""}}"#, "target.microsoftTeamsApp.appId"),
            (#"{"microsoftTeamsApp":{"appId":"a","cloud":7}}"#, "target.microsoftTeamsApp.cloud"),
            (#"{"teamsExtensionUser":{"userId":"u","tenantId":"t"}}"#, "target.teamsExtensionUser.resourceId"),
            (
                #"{"teamsExtensionUser":{"userId":"u_","tenantId":"t","resourceId":"r"}}"#,
                "target.teamsExtensionUser.userId"
            ),
        ])
    func refusesAndNamesTheMember(json: String, target: String) throws {
        let value = try JSONValue(parsing: Array(json.utf8))
        let error = thrown { () throws(CommunicationError) in _ = try CommunicationIdentifier(json: value) }
        #expect(error?.status == 400)
        #expect(error?.code == "8523")
        #expect(error?.target == target)
    }

    @Test("A raw id has a longest length")
    func limitsTheLength() throws {
        let limit = CommunicationIdentifier.rawIDLimit
        let longest = "x:" + String(repeating: "x", count: limit - 2)
        #expect(
            try CommunicationIdentifier(json: .object([JSONMember(name: "rawId", value: .string(longest))])).rawID
                == longest)
        let error = thrown { () throws(CommunicationError) in
            _ = try CommunicationIdentifier(json: .object([JSONMember(name: "rawId", value: .string(longest + "x"))]))
        }
        #expect(error?.target == "target.rawId")
    }

    @Test("On the Divert plane a plain string is a number or a raw id")
    func readsTextToo() throws {
        #expect(try CommunicationIdentifier(jsonOrText: .string("+14255550123"), at: "from").e164 == "+14255550123")
        #expect(try CommunicationIdentifier(jsonOrText: .string("8:acs:R_U"), at: "from").rawID == "8:acs:R_U")
        let object = JSONValue.object([JSONMember(name: "rawId", value: .string("4:+14255550123"))])
        #expect(try CommunicationIdentifier(jsonOrText: object, at: "from").e164 == "+14255550123")
        #expect(try CommunicationIdentifier(jsonOrText: .string("4:anonymous"), at: "from") == .anonymous)
        for value in [
            nil, .null, .string(""), .bool(true), .string("4:garbage"), .string("4:+0"), .string("4:+1425555x123"),
        ] as [JSONValue?] {
            let error = thrown { () throws(CommunicationError) in
                _ = try CommunicationIdentifier(jsonOrText: value, at: "from")
            }
            #expect(error?.target == "from")
        }
    }
}
