import Testing

extension HTTPAcceptance {
    @Suite("Events")
    struct EventDelivery {
        private let call = ["from": "+14255550199", "to": "+14255550100"]

        @Test("A failed delivery is repeated once after two seconds, with the same id")
        func repeats() async throws {
            try await withApplication(answering: ["500", "200"]) { server, application in
                let clock = ContinuousClock()
                let view = try await server.http.basic("POST", "/divert/calls", call).decoded(CallView.self)
                let first = try await application.event()
                let start = clock.now
                let second = try await application.event()
                let gap = clock.now - start
                #expect(gap > .milliseconds(1500) && gap < .seconds(5))
                #expect(second.event.id == first.event.id)
                #expect(second.fields["aeg-delivery-count"] == "1")
                let record = try await server.http.call(view.id) { $0.events.first?.state == "delivered" }
                #expect(record.events.first?.state == "delivered")
                #expect(record.events.first?.attempts.map(\.status) == [500, 200])
            }
        }

        @Test("Nothing is repeated for a call that does not ring any more")
        func stops() async throws {
            try await withApplication(answering: ["500"]) { server, application in
                let view = try await server.http.basic("POST", "/divert/calls", call).decoded(CallView.self)
                let received = try await application.event()
                try await server.http.redirect(received.context, to: "+14255550123").accepted()
                let record = try await server.http.call(view.id) { $0.events.first?.state == "failed" }
                #expect(record.events.first?.state == "failed")
                #expect(await application.events.next(within: .seconds(3)).map(\.event.id) == nil)
            }
        }

        @Test("Nobody is subscribed: the call rings, and the log says which line to add")
        func nobody() async throws {
            try await withServer { server in
                let view = try await server.http.basic("POST", "/divert/calls", call).decoded(CallView.self)
                #expect(view.state == "ringing" && view.events.isEmpty)
                try await server.logged("A line about subscriptions") { $0.contains("subscriptions") }
            }
        }
    }
}
