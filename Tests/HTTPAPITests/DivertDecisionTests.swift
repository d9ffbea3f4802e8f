import CallAutomationModel
import FoundationEssentials
import HTTPAPI
import RequestSigning
import Testing

@Suite("The Divert plane: deciding calls, and HTTP Basic")
struct DivertDecisionTests {
    @Test(
        "A call is redirected by its id, to an object or a text",
        arguments: [TestRequest.target, #""+14255550123""#])
    func redirect(target: String) async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        let request = TestRequest("/divert/calls/\(call.id):redirect", #"{"target":\#(target)}"#).repeatable()
        for _ in 0..<2 {
            let answer = try await server.send(request)
            #expect(answer.status == 204)
            #expect(answer.header("Repeatability-Result") == "accepted")
        }
        #expect(try await server.send(.redirect(call.context)).status == 204)
        try await server.send(TestRequest("/divert/calls/\(call.id):reject")).expectError(409, "8519")
    }

    @Test("A text that says it is a number must be one, for a target as for the parties of a simulated call")
    func badNumber() async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        let redirect = TestRequest("/divert/calls/\(call.id):redirect", #"{"target":"4:garbage"}"#)
        let refused = try await server.send(redirect)
        refused.expectError(400, "8523")
        #expect(refused["error"]?["target"] == .string("target"))
        #expect(try await server.send(.get("/divert/calls/\(call.id)"))["state"] == .string("ringing"))
        let simulated = TestRequest("/divert/calls", #"{"from":"4:garbage","to":"+14255550100"}"#)
        try await server.send(simulated).expectError(400, "8523")
    }

    @Test(
        "A call is rejected by its id, with a reason or without a body",
        arguments: [("", "none"), ("{}", "none"), (#"{"reason":"busy"}"#, "busy")])
    func reject(body: String, reason: String) async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        var request = TestRequest("/divert/calls/\(call.id):reject", body)
        if body.isEmpty { request = request.without("Content-Type") }
        #expect(try await server.send(request).status == 204)
        let record = try await server.send(.get("/divert/calls/\(call.id)"))
        #expect(record["decision"]?["reason"] == .string(reason))
        #expect(record["decision"]?["target"] == .null)
    }

    @Test("A simulated caller hangs up, twice if it must be, but not after a decision; a SIP caller never does")
    func hangUp() async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        for _ in 0..<2 {
            #expect(try await server.send(TestRequest("/divert/calls/\(call.id):hangup")).status == 204)
        }
        #expect(try await server.send(.get("/divert/calls/\(call.id)"))["state"] == .string("cancelled"))
        let decided = try await server.simulate()
        #expect(try await server.send(.redirect(decided.context)).status == 204)
        try await server.send(TestRequest("/divert/calls/\(decided.id):hangup")).expectError(404, "8522")
        let sip = try await server.ringOverSIP()
        try await server.send(TestRequest("/divert/calls/\(sip.id):hangup")).expectError(400, "8523")
    }

    @Test("HTTP Basic takes any user and one of the keys")
    func basic() async throws {
        let server = try await TestServer()
        let keys = server.resources[0].accessKeys.map(\.base64)
        for password in keys {
            let credentials = Data("anybody:\(password)".utf8).base64EncodedString()
            #expect(try await server.send(.get("/divert/calls").basic(credentials)).status == 200)
        }
        for wrong in ["x:\(Data("wrong".utf8).base64EncodedString())", "x:", keys[0], "\(keys[0]):x"] {
            let credentials = Data(wrong.utf8).base64EncodedString()
            try await server.send(.get("/divert/calls").basic(credentials)).expectError(401, "Denied")
        }
        try await server.send(.get("/divert/calls").basic("%%%")).expectError(401, "Denied")
        var unsigned = TestRequest.get("/divert/calls")
        unsigned.key = nil
        try await server.send(unsigned).expectError(401, "Denied")
        try await server.send(unsigned.with("Authorization", "Bearer x")).expectError(401, "Denied")
    }
}
