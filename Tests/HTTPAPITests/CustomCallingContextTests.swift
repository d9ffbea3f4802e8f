import CallAutomationModel
import Testing

@Suite("What a redirect hands on: the custom calling context of previews")
struct CustomCallingContextTests {
    private static let headers = #"{"sipHeaders":{"User-To-User":"61","x-ms-custom-tag":"v"},"voipHeaders":{"k":"v"}}"#

    private func redirect(
        _ call: SimulatedCall, version: String, _ member: String, _ json: String = headers,
        to target: String = TestRequest.target
    ) -> TestRequest {
        TestRequest(
            "/calling/callConnections:redirect?api-version=\(version)",
            #"{"incomingCallContext":"\#(call.context)","target":\#(target),"\#(member)":\#(json)}"#)
    }

    @Test(
        "It is read under the name of its version, kept, and shown with the decision",
        arguments: [
            ("2023-10-03-preview", "customCallingContext", true), ("2026-09-01-preview", "customCallingContext", true),
            ("2023-01-15-preview", "customContext", true), ("2026-03-12", "customCallingContext", false),
            ("2023-10-15", "customCallingContext", false), ("2023-10-03-preview", "customContext", false),
        ])
    func kept(version: String, member: String, isRead: Bool) async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        #expect(try await server.send(self.redirect(call, version: version, member)).status == 204)
        let shown = try await server.send(.get("/divert/calls/\(call.id)"))["decision"]?["customCallingContext"]
        #expect(try shown == (isRead ? JSONValue(parsing: Array(Self.headers.utf8)) : .null))
    }

    @Test("Empty maps are nothing: the same decision as without, in every version")
    func emptyMaps() async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        let empty = #"{"sipHeaders":{},"voipHeaders":{}}"#
        for json in [empty, "{}", "null"] {
            let request = self.redirect(call, version: "2023-10-03-preview", "customCallingContext", json)
            #expect(try await server.send(request).status == 204)
        }
        #expect(try await server.send(.redirect(call.context)).status == 204)
        let other = self.redirect(call, version: "2023-10-03-preview", "customCallingContext")
        try await server.send(other).expectError(409, "8519")
    }

    @Test(
        "What would not be a header is 400 8523, named, and decides nothing",
        arguments: [
            (#"{"sipHeaders":{"X-a":"b\r\nVia: c"}}"#, "customCallingContext.sipHeaders.X-a"),
            (#"{"sipHeaders":{"X-a":"b\u0000"}}"#, "customCallingContext.sipHeaders.X-a"),
            (#"{"sipHeaders":{"From":"<sip:a@b>"}}"#, "customCallingContext.sipHeaders"),
            (#"{"sipHeaders":{"X-a":"1","X-A":"2"}}"#, "customCallingContext.sipHeaders.X-A"),
            (#"{"voipHeaders":{"k":1}}"#, "customCallingContext.voipHeaders.k"), ("[]", "customCallingContext"),
        ])
    func refused(json: String, target: String) async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        let request = self.redirect(call, version: "2024-09-01-preview", "customCallingContext", json)
        try await server.send(request).expectError(400, "8523", target: target)
        #expect(try await server.send(.redirect(call.context)).status == 204, "a stable version does not look at it")
    }

    @Test("A hop that the call left shows it, too, and the Divert plane takes it by the call's id")
    func hops() async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        let bob = #"{"rawId":"8:acs:00000000-0000-0000-0000-000000000001_bob"}"#
        let request = TestRequest(
            "/divert/calls/\(call.id):redirect", #"{"target":\#(bob),"customCallingContext":\#(Self.headers)}"#)
        #expect(try await server.send(request).status == 204)
        let record = try await server.send(.get("/divert/calls/\(call.id)"))
        let shown = record["hops"]?[0]?["decision"]?["customCallingContext"]
        #expect(try shown == JSONValue(parsing: Array(Self.headers.utf8)))
        #expect(record["hops"]?[1]?["decision"] == .null)
        let bad = TestRequest(
            "/divert/calls/\(call.id):redirect", #"{"target":"+14255550123","customCallingContext":{"sipHeaders":7}}"#)
        try await server.send(bad).expectError(400, "8523", target: "customCallingContext.sipHeaders")
    }
}
