import CallAutomationModel
import Testing

@Suite("What a redirect hands on (redirect-call.md §2)")
struct OnwardContextTests {
    private func context(_ json: String) throws -> OnwardContext {
        try OnwardContext(json: JSONValue(parsing: Array(json.utf8)))
    }

    private func headers(_ count: Int, _ name: String = "X-MS-Custom-", _ value: String = "v") -> String {
        (0..<count).map { #""\#(name)\#($0)":"\#(value)""# }.joined(separator: ",")
    }

    @Test(
        "Nothing, empty maps and null are nothing",
        arguments: [
            "null", "{}", #"{"sipHeaders":{},"voipHeaders":{}}"#, #"{"sipHeaders":null,"voipHeaders":{"k":null}}"#,
            #"{"sipHeaders":{"X-a":null},"other":7}"#,
        ])
    func nothing(json: String) throws {
        let value = try JSONValue(parsing: Array(json.utf8))
        #expect(try OnwardContext(json: value == .null ? nil : value).isEmpty)
    }

    @Test("It is read, ordered, written, and read again")
    func roundTrip() throws {
        let json =
            #"{"voipHeaders":{"k":"\u0000 v"},"sipHeaders":{"x-b":"2","user-to-user":"61;encoding=hex","X-A":"1"}}"#
        let context = try self.context(json)
        #expect(context.sipHeaders.map(\.name) == ["User-To-User", "X-A", "x-b"])
        #expect(context.sipHeaders.map(\.value) == ["61;encoding=hex", "1", "2"])
        #expect(context.voipHeaders == ["k": "\0 v"])
        var text = JSONText()
        context.write(to: &text)
        #expect(try OnwardContext(json: JSONValue(parsing: text.bytes)) == context)
        #expect(
            String(decoding: text.bytes, as: UTF8.self)
                == #"{"sipHeaders":{"User-To-User":"61;encoding=hex","X-A":"1","x-b":"2"},"voipHeaders":{"k":"\u0000 v"}}"#
        )
    }

    @Test("Order and the case of SIP names make no difference; values and VoIP names do")
    func equality() throws {
        let context = try self.context(#"{"sipHeaders":{"X-a":"1","x-B":"2"},"voipHeaders":{"k":"v"}}"#)
        #expect(try context == self.context(#"{"voipHeaders":{"k":"v"},"sipHeaders":{"X-b":"2","x-A":"1"}}"#))
        #expect(try context != self.context(#"{"voipHeaders":{"K":"v"},"sipHeaders":{"X-b":"2","x-A":"1"}}"#))
        #expect(try context != self.context(#"{"voipHeaders":{"k":"v"},"sipHeaders":{"X-b":"2","x-A":"3"}}"#))
        #expect(try context != self.context(#"{"voipHeaders":{"k":"v"},"sipHeaders":{"X-b":"2"}}"#))
    }

    @Test("The limits are reached")
    func limits() throws {
        let full = try self.context(
            #"{"sipHeaders":{"User-To-User":"u",\#(self.headers(5))},"voipHeaders":{\#(self.headers(1000, "k"))}}"#)
        #expect(full.sipHeaders.count == 6 && full.voipHeaders.count == 1000)
        let name = String(repeating: "ä", count: 64)
        let value = String(repeating: "ä", count: 1024)
        #expect(try self.context(#"{"voipHeaders":{"\#(name)":"\#(value)"}}"#).voipHeaders == [name: value])
    }

    @Test("What is beyond the limits, malformed or there twice is refused and named")
    func refused() throws {
        let sip = "customCallingContext.sipHeaders"
        let voip = "customCallingContext.voipHeaders"
        let long = String(repeating: "v", count: 1025)
        for (json, target) in [
            ("[]", "customCallingContext"), (#""x""#, "customCallingContext"), (#"{"sipHeaders":[]}"#, sip),
            (#"{"sipHeaders":{\#(self.headers(6))}}"#, sip), (#"{"voipHeaders":{\#(self.headers(1001, "k"))}}"#, voip),
            (#"{"sipHeaders":{"Via":"x"}}"#, sip), (#"{"sipHeaders":{"X-a\r\nVia":"x"}}"#, sip),
            (#"{"sipHeaders":{"X-a":"x\r\nVia: y"}}"#, "\(sip).X-a"),
            (#"{"sipHeaders":{"X-a":"\#(String(repeating: "v", count: 257))"}}"#, "\(sip).X-a"),
            (#"{"sipHeaders":{"X-a":7}}"#, "\(sip).X-a"), (#"{"sipHeaders":{"X-a":"1","X-a":"1"}}"#, "\(sip).X-a"),
            (#"{"sipHeaders":{"X-a":"1","x-A":"1"}}"#, "\(sip).x-A"),
            (#"{"sipHeaders":{"User-To-User":"1","userToUser":"1"}}"#, "\(sip).userToUser"),
            (#"{"sipHeaders":{},"sipHeaders":{}}"#, sip), (#"{"voipHeaders":{"":"v"}}"#, voip),
            (#"{"voipHeaders":{"\#(String(repeating: "k", count: 65))":"v"}}"#, voip),
            (#"{"voipHeaders":{"k":"\#(long)"}}"#, "\(voip).k"), (#"{"voipHeaders":{"k":["v"]}}"#, "\(voip).k"),
            (#"{"voipHeaders":{"k":"v","k":"v"}}"#, "\(voip).k"),
        ] {
            let value = try JSONValue(parsing: Array(json.utf8))
            let error = thrown { () throws(CommunicationError) in _ = try OnwardContext(json: value) }
            #expect(error?.status == 400 && error?.code == "8523", "\(json.prefix(80))")
            #expect(error?.target == target, "\(json.prefix(80))")
        }
    }

    @Test("The next event tells what came with the call, and in its place what was handed on under the same name")
    func handedOn() throws {
        let call = CustomCallingContext(
            sipHeaders: ["userToUser": "old", "X-Tag": "old", "X-Kept": "k"], voipHeaders: ["a": "old", "b": "kept"])
        let onward = try self.context(
            #"{"sipHeaders":{"User-To-User":"new","x-tag":"new","X-More":"m"},"voipHeaders":{"a":"new"}}"#)
        let told = call.handingOn(onward)
        #expect(told.sipHeaders == ["userToUser": "new", "x-tag": "new", "X-More": "m", "X-Kept": "k"])
        #expect(told.voipHeaders == ["a": "new", "b": "kept"])
        #expect(call.handingOn(OnwardContext()) == call)
        let spelled = CustomCallingContext(sipHeaders: ["User-to-User": "old"]).handingOn(onward)
        #expect(spelled.sipHeaders == ["userToUser": "new", "x-tag": "new", "X-More": "m"])
    }
}
