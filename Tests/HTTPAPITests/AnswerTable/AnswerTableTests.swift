import CallAutomationModel
import CallRouting
import HTTPAPI
import Testing

@Suite("The answer table, row by row")
struct AnswerTableTests {
    @Test("A request that one thing is wrong with is told so, and the call is as it was", arguments: Situation.all)
    func answers(situation: Situation) async throws {
        let (server, call) = try await Self.prepare(situation.prelude)
        let before = try await server.state(of: call, situation.prelude)
        var request = TestRequest.redirect(call.context).with("x-ms-client-request-id", "mine")
        situation.spoil(&request)
        let answer = try await server.send(request)
        answer.expectError(situation.status, situation.code, retryAfter: situation.retryAfter)
        #expect(answer.target == situation.target)
        #expect(answer.header("x-ms-client-request-id") == "mine")
        #expect(answer.header("X-Microsoft-Skype-Chain-ID") == (situation.knowsCall ? call.id : nil))
        #expect(answer.header("Repeatability-Result") == (situation.rejectsRepeatability ? "rejected" : nil))
        #expect(answer.header("Allow") == (situation.status == 405 ? "POST" : nil))
        #expect((answer.header("WWW-Authenticate") != nil) == (situation.status == 401))
        #expect(try await server.state(of: call, situation.prelude) == before)
    }

    @Test("A request that nothing is wrong with is 204, in every situation in which it can be")
    func good() async throws {
        for prelude in [Situation.Prelude.ringing, .redirected, .rangOn] {
            let (server, call) = try await Self.prepare(prelude)
            let request = TestRequest.redirect(call.context).with("x-ms-client-request-id", "mine").repeatable()
            for _ in 0...1 {
                let answer = try await server.send(request)
                #expect(answer.status == 204 && answer.body.isEmpty)
                #expect(answer.header("Repeatability-Result") == "accepted")
                #expect(answer.header("X-Microsoft-Skype-Chain-ID") == call.id)
                #expect(answer.header("x-ms-client-request-id") == "mine")
                #expect(answer.header("x-ms-request-id") == "request-1")
                for absent in ["Retry-After", "x-ms-error-code", "Content-Length", "Content-Type", "Allow"] {
                    #expect(answer.header(absent) == nil)
                }
            }
        }
    }

    private static func prepare(
        _ prelude: Situation.Prelude
    ) async throws -> (server: TestServer, call: SimulatedCall) {
        switch prelude {
        case .ringing:
            let server = try await TestServer()
            return (server, try await server.ringOverSIP())
        case .sick:
            let server = try await TestServer(store: MoodyStore(.refusesDecisions))
            return (server, try await server.simulate())
        case .crowded:
            let server = try await TestServer(repeatableRequests: 1)
            let other = TestRequest.redirect(try await server.simulate().context)
            #expect(try await server.send(other.repeatable(id: "39182192-7e1f-40eb-a5e0-b528121017aa")).status == 204)
            return (server, try await server.simulate())
        case .redirected:
            let server = try await TestServer()
            let call = try await server.simulate()
            #expect(try await server.send(TestRequest.redirect(call.context).repeatable()).status == 204)
            return (server, call)
        case .cancelled:
            let server = try await TestServer()
            let call = try await server.simulate()
            #expect(try await server.send(TestRequest("/divert/calls/\(call.id):hangup")).status == 204)
            return (server, call)
        case .foreign, .among:
            let one = try HTTPResource.local("one", hosts: ["localhost"], key: 1)
            let two = try HTTPResource.local("two", hosts: ["two.example"], key: 2)
            let server = try await TestServer(resources: [one, two])
            if case .among = prelude { return (server, try await server.simulate(as: one)) }
            return (server, try await server.simulate(as: two))
        case .rangOn:
            let server = try await TestServer()
            var call = try await server.simulate()
            for number in 1...5 { call = try await server.ringOn(call, to: "\(number)") }
            return (server, call)
        }
    }
}

extension TestServer {
    /// What the call's record says of what was decided.
    fileprivate func state(of call: SimulatedCall, _ prelude: Situation.Prelude) async throws -> [JSONValue?] {
        var request = TestRequest.get("/divert/calls/\(call.id)")
        if case .foreign = prelude {
            request.host = self.resources[1].hosts[0]
            request.key = self.resources[1].accessKeys[0]
        }
        let record = try await self.send(request)
        return [record["state"], record["decision"], record["hops"], record["final"]]
    }
}
