import CallAutomationModel
import DivertTesting
import Testing

@Suite("Raw ids (identifiers.md §3)")
struct CommunicationIdentifierRawIDTests {
    static let guid = "b9614373-fd0b-480c-8fd2-cb58b70eab9f"

    static let forms: [(rawID: String, kind: CommunicationIdentifier.Kind)] = [
        ("8:acs:\(guid)_0f50d091", .communicationUser(id: "8:acs:\(guid)_0f50d091")),
        ("8:acs:R_U", .communicationUser(id: "8:acs:R_U")),
        ("8:acs:a:b:c", .communicationUser(id: "8:acs:a:b:c")),
        ("8:acs:a_b_c_d", .communicationUser(id: "8:acs:a_b_c_d")),
        ("8:dod-acs:R_U", .communicationUser(id: "8:dod-acs:R_U")),
        ("8:gcch-acs:R_U", .communicationUser(id: "8:gcch-acs:R_U")),
        ("8:spool:a_b_c", .communicationUser(id: "8:spool:a_b_c")),
        ("8:acs:r_t_u", .teamsExtensionUser(userID: "u", tenantID: "t", resourceID: "r", cloud: .public)),
        ("8:dod-acs:r_t_u", .teamsExtensionUser(userID: "u", tenantID: "t", resourceID: "r", cloud: .dod)),
        ("8:gcch-acs:r_t_u", .teamsExtensionUser(userID: "u", tenantID: "t", resourceID: "r", cloud: .gcch)),
        ("8:orgid:oid", .microsoftTeamsUser(userID: "oid", isAnonymous: false, cloud: .public)),
        ("8:dod:oid", .microsoftTeamsUser(userID: "oid", isAnonymous: false, cloud: .dod)),
        ("8:gcch:oid", .microsoftTeamsUser(userID: "oid", isAnonymous: false, cloud: .gcch)),
        ("8:teamsvisitor:v", .microsoftTeamsUser(userID: "v", isAnonymous: true, cloud: .public)),
        ("28:orgid:app", .microsoftTeamsApp(appID: "app", cloud: .public)),
        ("28:dod:app", .microsoftTeamsApp(appID: "app", cloud: .dod)),
        ("28:gcch:app", .microsoftTeamsApp(appID: "app", cloud: .gcch)),
        ("4:+14255550123", .phoneNumber(value: "+14255550123", isAnonymous: false, assertedID: nil)),
        ("4:anonymous", .phoneNumber(value: "anonymous", isAnonymous: true, assertedID: nil)),
        ("4:+14255550123_leg", .phoneNumber(value: "+14255550123", isAnonymous: false, assertedID: "leg")),
        ("4:a_b_c", .phoneNumber(value: "a_b", isAnonymous: false, assertedID: "c")),
        ("28:app", .unknown), ("28:dod-global:x", .unknown), ("28:gcch-global:x", .unknown),
        ("8:live:x", .unknown), ("48:foo", .unknown), ("", .unknown), ("8:ACS:R_U", .unknown), ("8:acs", .unknown),
        ("8:acs:", .unknown), ("4:", .unknown), ("sip:201@pbx.example", .unknown), ("tel:+14255550123", .unknown),
    ]

    @Test("Every form of the grammar is read as its kind and printed as it came", arguments: Self.forms)
    func readsEveryForm(rawID: String, kind: CommunicationIdentifier.Kind) {
        let identifier = CommunicationIdentifier(rawID: rawID)
        #expect(identifier.kind == kind)
        #expect(identifier.rawID == rawID)
    }

    @Test("The number without plus of old JavaScript clients is the same number")
    func oldNumbersAreEqual() {
        #expect(CommunicationIdentifier(rawID: "4:14255550123") == CommunicationIdentifier(rawID: "4:+14255550123"))
        #expect(CommunicationIdentifier(rawID: "4:14255550123").rawID == "4:+14255550123")
        #expect(CommunicationIdentifier.phoneNumber("14255550123").e164 == "+14255550123")
        #expect(CommunicationIdentifier(rawID: "4:+14255550123") != CommunicationIdentifier(rawID: "4:+14255550124"))
    }

    @Test("People write an E.164 number or a raw id")
    func readsWhatPeopleWrite() {
        #expect(CommunicationIdentifier(e164OrRawID: "+14255550123").rawID == "4:+14255550123")
        #expect(CommunicationIdentifier(e164OrRawID: "4:+14255550123").e164 == "+14255550123")
        #expect(CommunicationIdentifier(e164OrRawID: "8:acs:R_U") == .communicationUser("8:acs:R_U"))
        #expect(CommunicationIdentifier(e164OrRawID: "201").kind == .unknown)
    }

    @Test(
        "The resource is read out of the users that belong to one, in lower case",
        arguments: [
            ("8:acs:\(guid.uppercased())_u", guid), ("8:gcch-acs:\(guid)_u", guid), ("8:acs:R_T_U", "r"),
            ("8:acs:nounderscore", nil), ("8:acs:_u", nil), ("8:spool:a_b", nil), ("8:orgid:a_b", nil),
            ("4:+14255550123_leg", nil), ("sip:a_b@c", nil),
        ] as [(String, String?)])
    func readsTheResource(rawID: String, resource: String?) {
        #expect(CommunicationIdentifier(rawID: rawID).resourceID == resource)
    }

    @Test("E.164 numbers are recognised", arguments: ["+12", "+14255550123", "+123456789012345"])
    func recognisesNumbers(text: String) {
        #expect(E164.isNumber(text))
    }

    @Test(
        "Anything else is no E.164 number",
        arguments: ["", "+", "+1", "+0425", "14255550123", "+1234567890123456", "+1 425", "+1425x", "++1425", "+１４２５"])
    func refusesOtherNumbers(text: String) {
        #expect(!E164.isNumber(text))
    }

    @Test("SIP and telephony addresses are told apart from other unknown ids")
    func findsSIPAddresses() {
        #expect(CommunicationIdentifier(rawID: "sip:201@pbx.example").sipAddress == "sip:201@pbx.example")
        #expect(CommunicationIdentifier(rawID: "SIPS:a@b").sipAddress == "SIPS:a@b")
        #expect(CommunicationIdentifier(rawID: "tel:+1425").sipAddress == "tel:+1425")
        #expect(CommunicationIdentifier(rawID: "48:foo").sipAddress == nil)
        #expect(CommunicationIdentifier.phoneNumber("+14255550123").sipAddress == nil)
    }

    @Test(
        "The number that is meant is that of a phone number or of a global telephone address",
        arguments: [
            ("4:+14255550123", "+14255550123"), ("4:14255550123", "+14255550123"),
            ("4:+14255550123_leg", "+14255550123"),
            ("tel:+1-425-555-0123", "+14255550123"), ("TEL:+1(425)555.0123;ext=7", "+14255550123"), ("tel:0123", nil),
            ("tel:201;phone-context=+1", nil), ("sip:+14255550123@h", nil), ("4:anonymous", nil), ("8:acs:a_b", nil),
        ] as [(String, String?)])
    func dialledNumber(rawID: String, number: String?) {
        #expect(CommunicationIdentifier(rawID: rawID).dialledNumber == number)
    }

    @Test("A description shows the last characters at most", arguments: Self.forms.map(\.rawID))
    func descriptionIsRedacted(rawID: String) {
        let identifier = CommunicationIdentifier(rawID: rawID)
        for text in ["\(identifier)", String(reflecting: identifier)] {
            #expect(rawID.count < 8 || !text.contains(identifier.idWithoutPrefix) || identifier.isAnonymousCaller)
        }
        #expect("\(CommunicationIdentifier.phoneNumber("+14255550123"))" == "phoneNumber(…0123)")
        #expect("\(CommunicationIdentifier.phoneNumber("+1425"))" == "phoneNumber(…)")
    }

    @Test("Any text makes an identifier that reads back as itself", arguments: 0..<20 as Range<UInt64>)
    func anyTextRoundTrips(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let pieces = ["8", "4", "28", ":", "acs", "orgid", "_", "+", "1425", "dod-acs", "é", " ", "anonymous", "spool"]
        for _ in 0..<500 {
            var text = ""
            for _ in 0..<Int.random(in: 0...8, using: &generator) {
                text += pieces.randomElement(using: &generator) ?? ""
            }
            let identifier = CommunicationIdentifier(rawID: text)
            let again = CommunicationIdentifier(rawID: identifier.rawID)
            #expect(again == identifier && again.kind == identifier.kind, "seed \(seed), raw id \(text)")
        }
    }
}
