import Testing

extension EventsAcceptance {
    @Suite("Events about how calls end")
    struct OutcomeEvents {
        private static let types = [
            "Divert.CallRedirected", "Divert.CallRejected", "Divert.CallCancelled", "Divert.CallExpired",
            "Divert.CallFailed",
        ]

        /// A server whose application hears of calls as usual, and another one that hears of nothing but their ends.
        private func withWitness(
            of types: [String] = types, _ configuration: ServerConfiguration = ServerConfiguration(),
            _ test: (DivertServer, _ application: Application, _ witness: Application) async throws -> Void
        ) async throws {
            let witness = try await Application.start()
            do {
                try await withApplication(configuration) { server, application in
                    let body: [String: Any] = ["endpoint": witness.url, "eventTypes": types]
                    #expect(try await server.http.basic("PUT", "/divert/subscriptions/witness", body).status == 201)
                    try await test(server, application, witness)
                    // Nobody is told of ends who did not ask.
                    #expect(await application.outcomes.all.isEmpty)
                    #expect(await witness.events.all.isEmpty)
                }
            } catch {
                await witness.end()
                throw error
            }
            await witness.end()
        }

        @Test("A redirect, a reject, a caller who leaves and a deadline: each is told once, as the record has it")
        func ends() async throws {
            try await withWitness { server, application, witness in
                try await withPeer(to: server) { peer in
                    let redirected = peer.dialogue()
                    try await peer.send(redirected.invite)
                    let first = try await application.event()
                    try await server.http.redirect(first.context, to: "+14255550123").accepted()
                    try await peer.send(redirected.ack(peer.expect(302)))
                    var outcome = try await witness.outcome()
                    #expect(outcome.type == "Divert.CallRedirected")
                    #expect(outcome.call.correlationId == first.call && outcome.call.state == "redirected")
                    #expect(outcome.call.serverCallId == first.event.data.serverCallId)
                    #expect(outcome.event.topic == first.event.topic && outcome.event.subject == first.event.subject)
                    #expect(outcome.call.sipStatus == 302 && outcome.call.decision.by == "accessKey")
                    #expect(outcome.call.decision.target?.rawId == "4:+14255550123")

                    let rejected = peer.dialogue()
                    try await peer.send(rejected.invite)
                    let second = try await application.event()
                    try await server.http.reject(second.context, reason: "busy").accepted()
                    try await peer.send(rejected.ack(peer.expect(486)))
                    outcome = try await witness.outcome()
                    #expect(outcome.type == "Divert.CallRejected" && outcome.call.correlationId == second.call)
                    #expect(outcome.call.sipStatus == 486 && outcome.call.decision.reason == "busy")

                    let cancelled = peer.dialogue()
                    try await peer.send(cancelled.invite)
                    let third = try await application.event()
                    try await peer.send(cancelled.cancel)
                    try await peer.send(cancelled.ack(peer.expect(487)))
                    outcome = try await witness.outcome()
                    #expect(outcome.type == "Divert.CallCancelled" && outcome.call.correlationId == third.call)
                    #expect(outcome.call.sipStatus == 487 && outcome.call.decision.by == "caller")

                    let body: [String: Any] = [
                        "from": "+14255550199", "to": "+14255550100", "ringTimeoutSeconds": 3,
                    ]
                    let fourth = try await server.http.basic("POST", "/divert/calls", body).decoded(CallView.self)
                    outcome = try await witness.outcome()
                    #expect(outcome.type == "Divert.CallExpired" && outcome.call.correlationId == fourth.id)
                    #expect(outcome.call.state == "expired" && outcome.call.decision.kind == "timeout")

                    for call in [first.call, second.call, third.call, fourth.id] {
                        let record = try await server.http.call(call) { call in
                            call.events.allSatisfy { $0.state == "delivered" }
                        }
                        #expect(record.events.map(\.subscription) == ["app", "witness"])
                        #expect(record.events.map(\.state) == ["delivered", "delivered"])
                    }
                    let ids = await witness.outcomes.all.map(\.event.id)
                    #expect(ids.count == 4 && Set(ids).count == 4)
                }
            }
        }

        @Test("A call that a shutdown ends failed, and that is told: before the end, or after the next start")
        func shutdown() async throws {
            try await withWitness { server, application, witness in
                let call = try await server.http.simulate()
                _ = try await application.event()
                // The application has been heard, too.
                _ = try await server.http.call(call.id) { $0.events.first?.state == "delivered" }
                await server.terminate()
                #expect(try await server.exitStatus(within: .seconds(20)) == 0)
                try await server.restart()
                let outcome = try await witness.outcome()
                #expect(outcome.type == "Divert.CallFailed" && outcome.call.correlationId == call.id)
                #expect(outcome.call.state == "failed" && outcome.call.decision.kind == "shutdown")
                let record = try await server.http.call(call.id) { $0.events.last?.state == "delivered" }
                #expect(record.events.map(\.state) == ["delivered", "delivered"])
                #expect(Set(await witness.outcomes.all.map(\.event.id)).count == 1)
            }
        }

        @Test("Only the ends that were asked for are told")
        func chosen() async throws {
            try await withWitness(of: ["Divert.CallRejected"]) { server, application, witness in
                for isRejected in [false, true] {
                    let call = try await server.http.simulate()
                    let received = try await application.event()
                    if isRejected {
                        try await server.http.reject(received.context, reason: "forbidden").accepted()
                        #expect(try await witness.outcome().call.correlationId == call.id)
                    } else {
                        try await server.http.redirect(received.context, to: "+14255550123").accepted()
                    }
                    let record = try await server.http.call(call.id)
                    #expect(record.events.map(\.subscription) == (isRejected ? ["app", "witness"] : ["app"]))
                }
                #expect(await witness.outcomes.all.map(\.type) == ["Divert.CallRejected"])
            }
        }
    }
}
