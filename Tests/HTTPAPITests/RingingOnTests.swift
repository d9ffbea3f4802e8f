import CallAutomationModel
import CallRouting
import Testing

@Suite("Redirecting to a target that the resource owns")
struct RingingOnTests {
    private let bob = #"{"rawId":"8:acs:00000000-0000-0000-0000-000000000001_bob"}"#
    private let carol = #"{"rawId":"8:acs:00000000-0000-0000-0000-000000000001_carol"}"#

    @Test("The call rings on: 204, a hop more with a context of its own, the same call")
    func ringsOn() async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        let answer = try await server.send(.redirect(call.context, to: self.bob).repeatable())
        #expect(answer.status == 204)
        #expect(answer.header("Repeatability-Result") == "accepted")
        #expect(answer.header("X-Microsoft-Skype-Chain-ID") == call.id)

        let record = try await server.send(.get("/divert/calls/\(call.id)"))
        #expect(record["state"] == .string("ringing"))
        #expect(record["to"]?["rawId"] == .string("4:+14255550100"))
        #expect(record["decision"] == .null && record["final"] == .null)
        #expect(record["hops"]?[0]?["to"]?["rawId"] == .string("4:+14255550100"))
        #expect(record["hops"]?[0]?["eventId"] == .string("event"))
        #expect(record["hops"]?[0]?["decision"]?["kind"] == .string("redirect"))
        #expect(record["hops"]?[0]?["decision"]?["target"]?["rawId"] == .string(self.rawID("bob")))
        #expect(record["hops"]?[1]?["to"]?["rawId"] == .string(self.rawID("bob")))
        #expect(record["hops"]?[1]?["eventId"] == .string("event-2"))
        #expect(record["hops"]?[1]?["decision"] == .null)
        #expect(record["hops"]?[2] == nil)
        let next = try #require(record["incomingCallContext"]?.string)
        #expect(next != call.context)

        #expect(try await server.send(.redirect(next)).status == 204)
        let ended = try await server.send(.get("/divert/calls/\(call.id)"))
        #expect(ended["state"] == .string("redirected"))
        #expect(ended["hops"]?[1]?["decision"]?["target"]?["rawId"] == .string("4:+14255550123"))
        #expect(ended["decision"]?["target"]?["rawId"] == .string("4:+14255550123"))
        #expect(ended["final"]?["status"]?.integer == 302)
    }

    @Test("The old context is decided: the same again is 204, another decision 409 8519, also after the call has ended")
    func oldContext() async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        let redirect = TestRequest.redirect(call.context, to: self.bob)
        #expect(try await server.send(redirect).status == 204)
        for isEnded in [false, true] {
            if isEnded {
                #expect(try await server.send(TestRequest("/divert/calls/\(call.id):hangup")).status == 204)
            }
            #expect(try await server.send(redirect).status == 204)
            let id = isEnded ? Self.other : TestRequest.requestID
            #expect(try await server.send(redirect.repeatable(id: id)).status == 204)
            try await server.send(.redirect(call.context, to: self.carol)).expectError(409, "8519")
            try await server.send(.reject(call.context)).expectError(409, "8519")
        }
        let record = try await server.send(.get("/divert/calls/\(call.id)"))
        #expect(record["hops"]?[1]?["to"]?["rawId"] == .string(self.rawID("bob")))
        #expect(record["hops"]?[2] == nil)
        #expect(record["state"] == .string("cancelled"))
    }

    @Test("By its id a call is decided where it rings")
    func byID() async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        for target in [self.bob, self.carol] {
            let redirect = TestRequest("/divert/calls/\(call.id):redirect", #"{"target":\#(target)}"#)
            #expect(try await server.send(redirect).status == 204)
            try await server.send(redirect).expectError(400, "8523", target: "target")
        }
        #expect(try await server.send(TestRequest("/divert/calls/\(call.id):reject")).status == 204)
        let record = try await server.send(.get("/divert/calls/\(call.id)"))
        #expect(record["state"] == .string("rejected"))
        #expect(record["hops"]?[2]?["decision"]?["kind"] == .string("reject"))
    }

    @Test("The callee itself is 400 8523 at every hop, in whatever case its resource is written")
    func calleeItself() async throws {
        let server = try await TestServer(resources: [.local(id: "0000000a-0000-0000-0000-000000000001")])
        let call = try await server.simulate(to: "8:acs:0000000a-0000-0000-0000-000000000001_bob")
        try await server.send(
            .redirect(call.context, to: #"{"rawId":"8:acs:0000000A-0000-0000-0000-000000000001_bob"}"#)
        )
        .expectError(400, "8523", target: "target")
    }

    @Test("One hop too many is 400 8521; the call can still be sent away")
    func tooManyHops() async throws {
        let server = try await TestServer()
        var call = try await server.simulate()
        for number in 1...5 {
            call = try await server.ringOn(call, to: "\(number)")
        }
        try await server.send(.redirect(call.context, to: self.bob)).expectError(400, "8521")
        #expect(try await server.send(.redirect(call.context)).status == 204)
    }

    @Test("A user of another resource is 403 7602, before anything else about the target")
    func otherResource() async throws {
        let one = try HTTPResource.local("one", hosts: ["localhost"], key: 1)
        let two = try HTTPResource.local("two", id: "0000000b-0000-0000-0000-000000000002", hosts: ["two"], key: 2)
        let server = try await TestServer(resources: [one, two])
        let call = try await server.simulate()
        let target = #"{"rawId":"8:acs:0000000b-0000-0000-0000-000000000002_eve"}"#
        try await server.send(.redirect(call.context, to: target)).expectError(403, "7602", target: "target")
        #expect(try await server.send(.redirect(call.context, to: self.bob)).status == 204)
    }

    private static let other = "39182192-7e1f-40eb-a5e0-b528121017aa"

    private func rawID(_ user: String) -> String { "8:acs:00000000-0000-0000-0000-000000000001_\(user)" }
}
