import Testing

extension SIPAcceptance {
    @Suite("ring and are answered")
    struct Ringing {
        @Test("A redirected call gets one Contact: the route's", arguments: SIPp.Transport.allCases)
        func redirects(transport: SIPp.Transport) async throws {
            try await withApplication { server, application in
                let caller = try await SIPp.start("answered", ["FINAL": "302"], to: server, over: transport)
                let received = try await application.event()
                try await server.http.redirect(received.context, to: "+14255550123").accepted()
                let log = try await caller.finish()
                #expect(log["contact"] == "<sip:+14255550123@gw1.example.net;user=phone>")
            }
        }

        @Test("Without a route a number goes back to where the call came from", arguments: SIPp.Transport.allCases)
        func redirectsBack(transport: SIPp.Transport) async throws {
            var configuration = ServerConfiguration()
            configuration.routes = []
            try await withApplication(configuration) { server, application in
                let caller = try await SIPp.start("answered", ["FINAL": "302"], to: server, over: transport)
                let received = try await application.event()
                try await server.http.redirect(received.context, to: "+14255550123").accepted()
                let contact = try #require(try await caller.finish()["contact"])
                #expect(contact.wholeMatch(of: #/<sip:\+14255550123@127\.0\.0\.1:\d+;user=phone>/#) != nil)
            }
        }

        @Test(
            "A rejected call gets the status of its reason",
            arguments: [("busy", 486), ("forbidden", 403), ("none", 603)], SIPp.Transport.allCases)
        func rejects(rejection: (reason: String, status: Int), transport: SIPp.Transport) async throws {
            try await withApplication { server, application in
                let caller = try await SIPp.start(
                    "answered", ["FINAL": "\(rejection.status)"], to: server, over: transport)
                let received = try await application.event()
                try await server.http.reject(received.context, reason: rejection.reason).accepted()
                try await caller.finish()
            }
        }

        @Test("Nobody decides: 480 on the deadline", arguments: SIPp.Transport.allCases)
        func expires(transport: SIPp.Transport) async throws {
            var configuration = ServerConfiguration()
            configuration.ringTimeoutSeconds = 1
            try await withApplication(configuration) { server, application in
                try await SIPp.run("answered", ["FINAL": "480"], to: server, over: transport)
                let received = try await application.event()
                let call = try await server.http.call(received.call, until: \.isAcknowledged)
                #expect(call.state == "expired")
                #expect(call.decision?.kind == "timeout" && call.decision?.by == "policy")
                #expect(try await server.http.redirect(received.context, to: "+14255550123").errorCode == "8522")
            }
        }

        @Test("TX-3, TX-4: an INVITE sent again is one call and one event", arguments: SIPp.Transport.allCases)
        func retransmits(transport: SIPp.Transport) async throws {
            var configuration = ServerConfiguration()
            configuration.ringTimeoutSeconds = 1
            try await withApplication(configuration) { server, application in
                let log = try await SIPp.run("invite-retransmitted", to: server, over: transport)
                #expect(Set(log.all("to")).count == 1, "TX-9: each response carries the same To tag")
                let calls = try await server.http.calls()
                #expect(calls.count == 1)
                #expect(await application.events.all.map(\.call) == calls.map(\.id))
            }
        }

        @Test("TX-4: the 302 is sent again until its ACK comes, over UDP")
        func losesTheACK() async throws {
            try await withApplication { server, application in
                let caller = try await SIPp.start("ack-lost", to: server)
                let received = try await application.event()
                try await server.http.redirect(received.context, to: "+14255550123").accepted()
                #expect(Set(try await caller.finish().all("to")).count == 1)
                #expect(try await server.http.call(received.call, until: \.isAcknowledged).isAcknowledged)
            }
        }

        @Test("TX-4: the 302 is sent once over TCP, however late its ACK")
        func waitsForTheACK() async throws {
            try await withApplication { server, application in
                let caller = try await SIPp.start("ack-late", to: server, over: .tcp)
                let received = try await application.event()
                try await server.http.redirect(received.context, to: "+14255550123").accepted()
                try await caller.finish()
                #expect(try await server.http.call(received.call, until: \.isAcknowledged).isAcknowledged)
            }
        }
    }
}
