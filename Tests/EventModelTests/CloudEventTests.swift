import CallAutomationModel
import EventModel
import Testing

@Suite("Reading CloudEvents 1.0 (events.md §1.2)")
struct CloudEventTests {
    static func event(_ id: String = "e-1", type: String = "Microsoft.Communication.IncomingCall") -> String {
        var data = JSONText()
        EventGridEventTests.data.write(to: &data)
        return #"""
            {"specversion":"1.0","id":"\#(id)","source":"/subscriptions/s/…/communicationServices/n","type":"\#(type)",
            "subject":"/caller/4:+14255550100/recipient/8:acs:res_user","time":"2026-03-12T09:00:00.123+01:00",
            "datacontenttype":"application/json","data":\#(String(decoding: data.bytes, as: UTF8.self))}
            """#
    }

    @Test("One event and a batch are read, with the data of the Event Grid schema")
    func reads() throws {
        let one = try #require(try CloudEvent.decode(Array(Self.event().utf8)).first)
        #expect(one.id == "e-1")
        #expect(one.source.hasSuffix("/communicationServices/n"))
        #expect(one.type == "Microsoft.Communication.IncomingCall")
        #expect(one.subject == "/caller/4:+14255550100/recipient/8:acs:res_user")
        #expect(one.timeTicks == 17_733_024_001_230_000)
        #expect(one.data == .incomingCall(EventGridEventTests.data))

        let batch = try CloudEvent.decode(Array("[\(Self.event()),\(Self.event("e-2", type: "other"))]".utf8))
        #expect(batch.map(\.id) == ["e-1", "e-2"])
        #expect(batch.last?.data.eventType == "other")
    }

    @Test(
        "What is wrong is named by its path",
        arguments: [
            (#"{"specversion":"0.3","id":"i","source":"s","type":"t"}"#, "event.specversion"),
            (#"{"id":"i","source":"s","type":"t"}"#, "event.specversion"),
            (#"{"specversion":"1.0","source":"s","type":"t"}"#, "event.id"),
            (#"{"specversion":"1.0","id":"i","type":"t"}"#, "event.source"),
            (#"{"specversion":"1.0","id":"i","source":"s"}"#, "event.type"),
            (#"[{"specversion":"1.0","id":"i","source":"s","type":"t","data_base64":"AA=="}]"#, "[0].data_base64"),
            (
                #"{"specversion":"1.0","id":"i","source":"s","type":"Microsoft.Communication.IncomingCall"}"#,
                "event.data"
            ),
        ])
    func refuses(body: String, path: String) {
        let error = #expect(throws: EventDecodingError.self) { try CloudEvent.decode(Array(body.utf8)) }
        #expect(error?.path == path)
    }
}
