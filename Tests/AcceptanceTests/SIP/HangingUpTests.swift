import Testing

extension SIPAcceptance {
    @Suite("hang up")
    struct HangingUp {
        @Test("CAN-1: before the decision, 200 and 487 with one To tag", arguments: SIPp.Transport.allCases)
        func before(transport: SIPp.Transport) async throws {
            try await withApplication { server, _ in
                let log = try await SIPp.run("cancelled", to: server, over: transport)
                #expect(Set(log.all("to")).count == 1)
                // Whether an event was sent before depends on how soon the call was on disk.
                let id = try #require(try await server.http.calls().first?.id)
                let call = try await server.http.call(id, until: \.isAcknowledged)
                #expect(call.state == "cancelled")
                #expect(call.decision?.kind == "cancel" && call.decision?.by == "caller")
                #expect(call.final?.status == 487)
            }
        }

        @Test("CAN-1: a redirect that comes after the caller has hung up is told so")
        func late() async throws {
            try await withApplication { server, application in
                try await withPeer(to: server) { peer in
                    let received = try await peer.hangUpOnRinging(application)
                    let late = try await server.http.redirect(received.context, to: "+14255550123")
                    #expect(late.status == 404 && late.errorCode == "8522")
                }
            }
        }

        @Test("CAN-3: after the decision, 200 and nothing else", arguments: SIPp.Transport.allCases)
        func after(transport: SIPp.Transport) async throws {
            try await withApplication { server, application in
                let caller = try await SIPp.start("cancelled-late", to: server, over: transport)
                let received = try await application.event()
                try await server.http.redirect(received.context, to: "+14255550123").accepted()
                #expect(Set(try await caller.finish().all("to")).count == 1)
                let call = try await server.http.call(received.call, until: \.isAcknowledged)
                #expect(call.state == "redirected")
            }
        }

        @Test(
            "TX-8: while the application decides, each call ends one way, and both sides are told the same",
            arguments: SIPp.Transport.allCases)
        func during(transport: SIPp.Transport) async throws {
            let count = 20
            try await withApplication { server, application in
                try application.redirectEverything(to: "+14255550123", through: server.ready.http)
                let log = try await SIPp.start("cancel-race", to: server, over: transport, calls: count).finish()
                let statuses = log.all("status")
                #expect(statuses.count == count)

                let calls = try await server.http.calls()
                #expect(calls.count == count)
                var told: [String: Int] = [:]
                let decided = calls.filter { $0.state == "redirected" }.map(\.id)
                while !decided.allSatisfy({ told[$0] != nil }) {
                    let decision = try await application.decisions.expect("An answer to the application")
                    told[decision.call] = decision.status
                    #expect(decision.status == 204 || decision.code == "8522")
                }
                for decision in await application.decisions.all { told[decision.call] = decision.status }
                #expect(told.values.count { $0 == 204 } == statuses.count { $0 == "302" })
                for call in calls {
                    #expect(call.state == (told[call.id] == 204 ? "redirected" : "cancelled"))
                }
            }
        }

        @Test(
            "CAN-2, CAN-4: a CANCEL that overtakes its INVITE gets 481 and stops nothing; what it requires is not looked at",
            arguments: SIPp.Transport.allCases)
        func first(transport: SIPp.Transport) async throws {
            try await withApplication { server, _ in
                try await SIPp.run("cancelled-first", to: server, over: transport)
                let id = try #require(try await server.http.calls().first?.id)
                let call = try await server.http.call(id, until: \.isAcknowledged)
                #expect(call.state == "cancelled")
            }
        }

        @Test("CAN-1: a CANCEL of nothing gets 481", arguments: SIPPeer.Transport.allCases)
        func nothing(transport: SIPPeer.Transport) async throws {
            try await withServer { server in
                try await withPeer(transport, to: server) { peer in
                    try await peer.send(peer.dialogue().cancel)
                    _ = try await peer.expect(481, to: "CANCEL")
                }
            }
        }
    }
}
