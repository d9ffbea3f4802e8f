import CallAutomationModel
import EventModel
import Testing

@Suite("Reading events in the Event Grid schema (events.md §1.1)")
struct EventGridEventDecodingTests {
    /// The shape that Azure documents, with an envelope and data as the cloud writes them.
    static let documented = Array(
        #"""
        [{
          "id": "5b7e1c1e-0d2f-4f3c-9d5e-2f1b3a4c5d6e",
          "topic": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Communication/communicationServices/n",
          "subject": "/caller/4:+14255550100/recipient/8:acs:R_U",
          "eventType": "Microsoft.Communication.IncomingCall",
          "eventTime": "2026-03-12T08:00:00.1234567Z",
          "dataVersion": "1.0",
          "metadataVersion": "1",
          "data": {
            "to": {"kind": "communicationUser", "rawId": "8:acs:R_U", "communicationUser": {"id": "8:acs:R_U"}},
            "from": {"kind": "phoneNumber", "rawId": "4:+14255550100", "phoneNumber": {"value": "+14255550100"}},
            "serverCallId": "aHR0cHM6Ly9",
            "callerDisplayName": "Alice",
            "customContext": {
              "sipHeaders": {"userToUser": "616c;encoding=hex", "X-MS-Custom-tag": "v"}, "voipHeaders": {"k": "v"}
            },
            "incomingCallContext": "OPAQUE",
            "correlationId": "b880bd5a-1916-470a-b43d-aabf3caff91c",
            "onBehalfOfCallee": {"kind": "microsoftTeamsUser", "rawId": "8:orgid:u"}
          }
        }]
        """#.utf8)

    @Test("What Divert writes is read again as it was", arguments: [true, false])
    func roundTrip(hasContext: Bool) throws {
        var data = EventGridEventTests.data
        if !hasContext { data.customContext = nil }
        let event = EventGridEvent.incomingCall(
            id: "e-1", topic: EventGridEvent.topic(resource: "local"), eventTimeTicks: 17_733_024_001_234_567,
            data: data)
        #expect(try EventGridEvent.decode(event.body()) == [event])
    }

    @Test("The documented example is read, unknown members are not in the way")
    func documentedExample() throws {
        let events = try EventGridEvent.decode(Self.documented)
        let event = try #require(events.first)
        #expect(events.count == 1)
        #expect(event.id == "5b7e1c1e-0d2f-4f3c-9d5e-2f1b3a4c5d6e")
        #expect(event.topic.hasSuffix("/communicationServices/n"))
        #expect(event.eventTimeTicks == 17_733_024_001_234_567)
        guard case .incomingCall(let data) = event.data else {
            Issue.record("not an incoming call: \(event.eventType)")
            return
        }
        #expect(data.to == .communicationUser("8:acs:R_U"))
        #expect(data.from == .phoneNumber("+14255550100"))
        #expect(data.serverCallID == "aHR0cHM6Ly9" && data.callerDisplayName == "Alice")
        #expect(data.incomingCallContext == "OPAQUE")
        #expect(data.correlationID == "b880bd5a-1916-470a-b43d-aabf3caff91c")
        #expect(
            data.customContext
                == CustomCallingContext(
                    sipHeaders: ["userToUser": "616c;encoding=hex", "X-MS-Custom-tag": "v"], voipHeaders: ["k": "v"]))
    }

    @Test("Who calls whom and the context are enough")
    func least() throws {
        let body = #"""
            {"id":"i","eventType":"Microsoft.Communication.IncomingCall","eventTime":"yesterday","data":
            {"to":{"rawId":"4:+1"},"from":{"rawId":"4:anonymous"},"incomingCallContext":"C","customContext":7}}
            """#
        let event = try #require(try EventGridEvent.decode(Array(body.utf8)).first)
        #expect(event.eventTimeTicks == nil && event.topic == "" && event.dataVersion == "")
        guard case .incomingCall(let data) = event.data else {
            Issue.record("not an incoming call: \(event.eventType)")
            return
        }
        #expect(data.from.isAnonymousCaller)
        #expect(data.customContext == nil && data.correlationID == "" && data.callerDisplayName == "")
        #expect(try EventGridEvent.decode(event.body()) == [event])
    }

    @Test(
        "Whoever can call can be read: short numbers, kinds of a later contract",
        arguments: [
            #"{"kind":"phoneNumber","rawId":"4:911","phoneNumber":{"value":"911"}}"#,
            #"{"kind":"phoneNumber","rawId":"4:201","phoneNumber":{"value":"201;x=y"}}"#,
            #"{"kind":"robot","rawId":"99:r","robot":{"id":"r"}}"#,
            #"{"kind":"unknown","rawId":"sip:201@pbx.example"}"#,
        ])
    func unusualCallers(from: String) throws {
        let body = #"""
            {"id":"i","eventType":"Microsoft.Communication.IncomingCall","data":
            {"to":{"rawId":"4:+14255550100"},"from":\#(from),"incomingCallContext":"C"}}
            """#
        let event = try #require(try EventGridEvent.decode(Array(body.utf8)).first)
        guard case .incomingCall(let data) = event.data else {
            Issue.record("not an incoming call: \(event.eventType)")
            return
        }
        #expect(from.contains(#""rawId":"\#(data.from.rawID.replacing("4:+", with: "4:"))""#))
        #expect(try EventGridEvent.decode(event.body()) == [event])
    }

    @Test("Custom context in any number is kept, what is no string is left out")
    func customContext() throws {
        let many = (0..<50).map { #""h\#($0)":"v""# }.joined(separator: ",")
        let body = #"""
            {"id":"i","eventType":"Microsoft.Communication.IncomingCall","data":
            {"to":{"rawId":"4:+1"},"from":{"rawId":"4:+2"},"incomingCallContext":"C",
            "customContext":{"sipHeaders":{\#(many),"n":1},"voipHeaders":[],"other":{"a":"b"}}}}
            """#
        let event = try #require(try EventGridEvent.decode(Array(body.utf8)).first)
        guard case .incomingCall(let data) = event.data else {
            Issue.record("not an incoming call: \(event.eventType)")
            return
        }
        #expect(data.customContext?.sipHeaders.count == 50)
        #expect(data.customContext?.voipHeaders.isEmpty == true)
    }

    @Test("An event of another type keeps its type and its data")
    func otherType() throws {
        let body = #"[{"id":"i","eventType":"Microsoft.Communication.SMSReceived","data":{"from":"+1","n":1.50}}]"#
        let event = try #require(try EventGridEvent.decode(Array(body.utf8)).first)
        #expect(
            event.data
                == .other(
                    type: "Microsoft.Communication.SMSReceived",
                    data: .object([
                        JSONMember(name: "from", value: .string("+1")), JSONMember(name: "n", value: .number("1.50")),
                    ])))
        #expect(event.data.deliveryType == "Notification")
        #expect(try EventGridEvent.decode(event.body()) == [event])
    }

    @Test("A validation question is read and answered")
    func validation() throws {
        let body = #"""
            [{"id":"i","topic":"t","subject":"","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent",
            "eventTime":"2026-03-12T08:00:00Z","dataVersion":"1","metadataVersion":"1",
            "data":{"validationCode":"512D38B6","validationUrl":"https://rp.example/validate?id=512D38B6"}}]
            """#
        let event = try #require(try EventGridEvent.decode(Array(body.utf8)).first)
        guard case .subscriptionValidation(let question) = event.data else {
            Issue.record("not a validation: \(event.eventType)")
            return
        }
        #expect(question.validationURL == "https://rp.example/validate?id=512D38B6")
        #expect(String(decoding: question.answer(), as: UTF8.self) == #"{"validationResponse":"512D38B6"}"#)
        #expect(event.data.deliveryType == "SubscriptionValidation")
        #expect(try EventGridEvent.decode(event.body()) == [event])
    }

    @Test(
        "What is wrong is named by its path",
        arguments: [
            (#"[{"eventType":"t"}]"#, "[0].id"), (#"[{"id":"i"}]"#, "[0].eventType"),
            (#"[{"id":"i","eventType":"t"},7]"#, "[1]"), (#"{"id":1,"eventType":"t"}"#, "event.id"),
            (#"[{"id":"i","id":"j","eventType":"t"}]"#, "[0].id"),
            (#"[{"id":"i","eventType":"Microsoft.Communication.IncomingCall"}]"#, "[0].data"),
            (#"[{"id":"i","eventType":"Microsoft.Communication.IncomingCall","data":{}}]"#, "[0].data.to"),
            (
                #"[{"id":"i","eventType":"Microsoft.Communication.IncomingCall","data":{"to":{"rawId":"4:+1"},"from":{"rawId":"4:+2"},"incomingCallContext":""}}]"#,
                "[0].data.incomingCallContext"
            ),
            (
                #"[{"id":"i","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":""}}]"#,
                "[0].data.validationCode"
            ),
        ] as [(String, String)])
    func refuses(body: String, path: String) {
        let error = #expect(throws: EventDecodingError.self) { try EventGridEvent.decode(Array(body.utf8)) }
        #expect(error?.path == path)
        #expect(error.map { "\($0)".contains("“\(path)”") } == true)
    }

    @Test(
        "A body that holds no events is refused",
        arguments: ["", "7", "null", "[]", "[", "{\"id\":", "\u{FEFF}x", String(repeating: "[", count: 100_000)])
    func refusesBodies(body: String) {
        let error = #expect(throws: EventDecodingError.self) { try EventGridEvent.decode(Array(body.utf8)) }
        #expect(error?.path == nil)
    }
}
