import Testing

extension SIPAcceptance {
    @Suite("come in numbers")
    struct ManyCalls {
        @Test("A hundred calls at once: each is redirected, once", arguments: SIPp.Transport.allCases)
        func atOnce(transport: SIPp.Transport) async throws {
            let count = 100
            try await withApplication { server, application in
                try application.redirectEverything(to: "+14255550123", through: server.ready.http)
                let log = try await SIPp.start(
                    "answered", ["FINAL": "302"], to: server, over: transport, calls: count
                ).finish()
                #expect(log.all("contact").count == count)
                #expect(Set(log.all("contact")) == ["<sip:+14255550123@gw1.example.net;user=phone>"])
                #expect(try await application.eventIDs(count).count == count)
                for _ in 0..<count {
                    let decision = try await application.decisions.expect("An answer to the application")
                    #expect(decision.status == 204)
                }
            }
        }

        @Test("D9: killed in the middle of fifty calls, each call is decided once and each caller gets its 302")
        func killedInTheMiddle() async throws {
            let count = 50
            try await withApplication { server, application in
                try application.redirectEverything(to: "+14255550123", through: server.ready.http)
                let callers = try await SIPp.start("answered-at-last", to: server, calls: count)
                for _ in 0..<count / 3 { _ = try await application.event() }
                try await server.kill()
                try await server.restart()

                let log = try await callers.finish()
                #expect(log.all("contact").count == count)
                #expect(Set(log.all("contact")) == ["<sip:+14255550123@gw1.example.net;user=phone>"])
                let calls = try await server.http.calls()
                #expect(calls.count == count)
                #expect(calls.allSatisfy { $0.state == "redirected" && $0.final?.status == 302 })
                #expect(try await application.eventIDs(count).count == count)
                let events = await application.events.all
                #expect(Set(events.map(\.call)) == Set(calls.map(\.id)))
                for _ in events {
                    let decision = try await application.decisions.expect("An answer to the application")
                    #expect(decision.status == 204)
                }
            }
        }
    }
}
