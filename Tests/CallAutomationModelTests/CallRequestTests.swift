import CallAutomationModel
import Foundation
import Testing

@Suite("Redirect and reject bodies (redirect-call.md §§1, 4)")
struct CallRequestTests {
    private static func fixture(_ name: String) throws -> [UInt8] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return Array(try Data(contentsOf: folder.appendingPathComponent("Fixtures/\(name)")))
    }

    @Test("The published example of the operation is read")
    func readsThePublishedExample() throws {
        let request = try RedirectCallRequest.decode(Self.fixture("redirect-example.json"))
        let id = "8:acs:b9614373-fd0b-480c-8fd2-cb58b70eab9f_0f50d091-5bd3-448b-884d-44be7037d9b9"
        #expect(request.target == .communicationUser(id))
        #expect(request.target.resourceID == "b9614373-fd0b-480c-8fd2-cb58b70eab9f")
        #expect(request.incomingCallContext.hasPrefix("H4sIAAAA"))
        #expect(request.incomingCallContext.hasSuffix("KCBgAA"))
    }

    @Test("What the request hands on is read under its name, and an unknown member otherwise")
    func readsWhatIsHandedOn() throws {
        let json =
            #"{"incomingCallContext":"C","target":{"rawId":"4:+14255550123"},"customCallingContext":{"sipHeaders":{"X-a":"1"}}}"#
        let request = try RedirectCallRequest.decode(Array(json.utf8), contextMember: "customCallingContext")
        #expect(request.onward.sipHeaders.map(\.name) == ["X-a"])
        #expect(try RedirectCallRequest.decode(request.body(), contextMember: "customCallingContext") == request)
        #expect(try RedirectCallRequest.decode(Array(json.utf8), contextMember: "customContext").onward.isEmpty)
        #expect(try RedirectCallRequest.decode(Array(json.utf8)).onward.isEmpty)
        let bad = json.replacing("X-a", with: "Via")
        let error = thrown { () throws(CommunicationError) in
            _ = try RedirectCallRequest.decode(Array(bad.utf8), contextMember: "customCallingContext")
        }
        #expect(error?.target == "customCallingContext.sipHeaders")
        #expect(try RedirectCallRequest.decode(Array(bad.utf8)).onward.isEmpty)
    }

    @Test("The body of the Python SDK is read, and members of previews are ignored")
    func readsSDKBodies() throws {
        let python =
            #"{"incomingCallContext": "CTX", "target": {"rawId": "4:+14255550123", "phoneNumber": {"value": "+14255550123"}}}"#
        let preview =
            #"{"customCallingContext":{"sipHeaders":{},"voipHeaders":{}},"target":{"rawId":"4:+14255550123"},"incomingCallContext":"CTX"}"#
        let expected = RedirectCallRequest(incomingCallContext: "CTX", target: .phoneNumber("+14255550123"))
        #expect(try RedirectCallRequest.decode(Array(python.utf8)) == expected)
        #expect(try RedirectCallRequest.decode(Array(preview.utf8)) == expected)
        #expect(try RedirectCallRequest.decode(expected.body()) == expected)
    }

    @Test(
        "A refused redirect says which member is wrong",
        arguments: [
            ("", nil), ("{", nil), ("[]", nil), ("nonsense", nil), ("{} x", nil),
            ("{}", "incomingCallContext"),
            (#"{"target":{"rawId":"4:+14255550123"}}"#, "incomingCallContext"),
            (#"{"incomingCallContext":null,"target":{"rawId":"4:+14255550123"}}"#, "incomingCallContext"),
            (#"{"incomingCallContext":"","target":{"rawId":"4:+14255550123"}}"#, "incomingCallContext"),
            (#"{"incomingCallContext":{},"target":{"rawId":"4:+14255550123"}}"#, "incomingCallContext"),
            (#"{"incomingCallContext":"C"}"#, "target"),
            (#"{"incomingCallContext":"C","target":null}"#, "target"),
            (#"{"incomingCallContext":"C","target":"4:+14255550123"}"#, "target"),
            (#"{"incomingCallContext":"C","target":{"rawId":"4:+1425"},"target":{"rawId":"4:+1426"}}"#, "target"),
            (#"{"incomingCallContext":"C","target":{"phoneNumber":{"value":"x"}}}"#, "target.phoneNumber.value"),
        ] as [(String, String?)])
    func refusesRedirects(json: String, target: String?) {
        let error = thrown { () throws(CommunicationError) in _ = try RedirectCallRequest.decode(Array(json.utf8)) }
        #expect(error?.status == 400)
        #expect(error?.code == "8523")
        #expect(error?.target == target)
    }

    @Test(
        "Reject takes its three reasons, and none when there is none",
        arguments: [
            (#"{"incomingCallContext":"C"}"#, .none), (#"{"incomingCallContext":"C","callRejectReason":null}"#, .none),
            (#"{"incomingCallContext":"C","callRejectReason":"none"}"#, .none),
            (#"{"incomingCallContext":"C","callRejectReason":"busy"}"#, .busy),
            (#"{"incomingCallContext":"C","callRejectReason":"Forbidden"}"#, .forbidden),
        ] as [(String, CallRejectReason)])
    func readsReasons(json: String, reason: CallRejectReason) throws {
        let request = try RejectCallRequest.decode(Array(json.utf8))
        #expect(request.callRejectReason == reason)
        #expect(try RejectCallRequest.decode(request.body()) == request)
    }

    @Test(
        "A refused reject says which member is wrong",
        arguments: [
            (#"{"callRejectReason":"busy"}"#, "incomingCallContext"),
            (#"{"incomingCallContext":"C","callRejectReason":"later"}"#, "callRejectReason"),
            (#"{"incomingCallContext":"C","callRejectReason":""}"#, "callRejectReason"),
            (#"{"incomingCallContext":"C","callRejectReason":1}"#, "callRejectReason"),
        ])
    func refusesRejects(json: String, target: String) {
        let error = thrown { () throws(CommunicationError) in _ = try RejectCallRequest.decode(Array(json.utf8)) }
        #expect(error?.status == 400)
        #expect(error?.code == "8523")
        #expect(error?.target == target)
    }

    @Test("A request does not print its context")
    func descriptionsAreRedacted() {
        let redirect = RedirectCallRequest(incomingCallContext: "SECRET", target: .phoneNumber("+14255550123"))
        let reject = RejectCallRequest(incomingCallContext: "SECRET", callRejectReason: .busy)
        for text in ["\(redirect)", String(reflecting: redirect), "\(reject)", String(reflecting: reject)] {
            #expect(!text.contains("SECRET"))
            #expect(!text.contains("14255550123"))
        }
    }

    @Test("Custom context is read and its limits are held")
    func readsCustomContext() throws {
        let json =
            #"{"sipHeaders":{"userToUser":"61;encoding=hex","X-MS-Custom-tag":"v"},"voipHeaders":{"k":"v"},"more":1}"#
        let context = try CustomCallingContext(json: JSONValue(parsing: Array(json.utf8)))
        #expect(context.sipHeaders == ["userToUser": "61;encoding=hex", "X-MS-Custom-tag": "v"])
        #expect(context.voipHeaders == ["k": "v"])
        let tooMany = (0..<7).map { #""h\#($0)":"v""# }.joined(separator: ",")
        for (json, target) in [
            (#"{"sipHeaders":{\#(tooMany)}}"#, "customContext.sipHeaders"), (#"[]"#, "customContext"),
            (#"{"sipHeaders":[]}"#, "customContext.sipHeaders"),
            (#"{"voipHeaders":{"k":1}}"#, "customContext.voipHeaders.k"),
            (#"{"voipHeaders":{"k":"1","k":"1"}}"#, "customContext.voipHeaders.k"),
        ] {
            let value = try JSONValue(parsing: Array(json.utf8))
            let error = thrown { () throws(CommunicationError) in _ = try CustomCallingContext(json: value) }
            #expect(error?.target == target)
        }
    }
}
