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
            configuration.ringTimeoutSeconds = 3
            try await withApplication(configuration) { server, application in
                try await SIPp.run("answered", ["FINAL": "480"], to: server, over: transport)
                let received = try await application.event()
                let call = try await server.http.call(received.call, until: \.isAcknowledged)
                #expect(call.state == "expired")
                #expect(call.decision?.kind == "timeout" && call.decision?.by == "policy")
                #expect(try await server.http.redirect(received.context, to: "+14255550123").errorCode == "8522")
            }
        }

        @Test(
            "APP-2: nobody decides, and the policy has a target: 302 on the deadline",
            arguments: SIPp.Transport.allCases)
        func redirectsLate(transport: SIPp.Transport) async throws {
            var configuration = ServerConfiguration()
            configuration.ringTimeoutSeconds = 3
            configuration.calls = ["onTimeout: redirect", "onTimeoutTarget: \"+14255550188\""]
            try await withApplication(configuration) { server, application in
                let log = try await SIPp.run("answered", ["FINAL": "302"], to: server, over: transport)
                #expect(log["contact"] == "<sip:+14255550188@gw1.example.net;user=phone>")
                let call = try await server.http.call(application.event().call, until: \.isAcknowledged)
                #expect(call.state == "redirected" && call.decision?.by == "policy")
            }
        }

        @Test("APP-2: a policy target that leads nowhere fails the call", arguments: SIPp.Transport.allCases)
        func leadsNowhere(transport: SIPp.Transport) async throws {
            var configuration = ServerConfiguration()
            configuration.ringTimeoutSeconds = 3
            configuration.peer = "answers: { unresolvable: { status: 503, cause: 3, retryAfterSeconds: 7 } }"
            configuration.calls = ["onTimeout: redirect", "onTimeoutTarget: 8:orgid:nobody"]
            try await withApplication(configuration) { server, application in
                let log = try await SIPp.run("answered", ["FINAL": "503"], to: server, over: transport)
                #expect(log["reason"] == "Q.850;cause=3" && log["patience"] == "7")
                let call = try await server.http.call(application.event().call, until: \.isAcknowledged)
                #expect(call.state == "failed")
                #expect(call.decision?.kind == "reject" && call.decision?.reason == "unresolvable")
            }
        }

        @Test(
            "APP-6: a rejection with Reason and Retry-After, where the peer wants them",
            arguments: SIPp.Transport.allCases)
        func answers(transport: SIPp.Transport) async throws {
            var configuration = ServerConfiguration()
            configuration.peer = "answers: { busy: { status: 600, cause: 17, retryAfterSeconds: 9 } }"
            try await withApplication(configuration) { server, application in
                let caller = try await SIPp.start("answered", ["FINAL": "600"], to: server, over: transport)
                try await server.http.reject(application.event().context, reason: "busy").accepted()
                let log = try await caller.finish()
                #expect(log["reason"] == "Q.850;cause=17" && log["patience"] == "9")
            }
        }

        @Test("APP-1: a peer that wants it hears that the call rings", arguments: SIPp.Transport.allCases)
        func ringback(transport: SIPp.Transport) async throws {
            var configuration = ServerConfiguration()
            configuration.peer = "ringback: true"
            try await withApplication(configuration) { server, application in
                let caller = try await SIPp.start("ringback", ["FINAL": "302"], to: server, over: transport)
                try await server.http.redirect(application.event().context, to: "+14255550123").accepted()
                #expect(Set(try await caller.finish().all("to")).count == 1, "TX-9: one To tag")
            }
        }

        @Test(
            "APP-4, RED-4: the same decision again changes nothing, another one conflicts, and nobody is sent back to the callee",
            arguments: SIPp.Transport.allCases)
        func decidesAgain(transport: SIPp.Transport) async throws {
            try await withApplication { server, application in
                let caller = try await SIPp.start("answered", ["FINAL": "302"], to: server, over: transport)
                let context = try await application.event().context
                let toCallee = try await server.http.redirect(context, to: "+14255550100")
                #expect(toCallee.status == 400 && toCallee.errorCode == "8523")
                for _ in 1...2 { try await server.http.redirect(context, to: "+14255550123").accepted() }
                let other = try await server.http.redirect(context, to: "+14255550124")
                #expect(other.status == 409 && other.errorCode == "8519")
                #expect(try await caller.finish()["contact"] == "<sip:+14255550123@gw1.example.net;user=phone>")
            }
        }

        @Test("TX-3, TX-4: an INVITE sent again is one call and one event", arguments: SIPp.Transport.allCases)
        func retransmits(transport: SIPp.Transport) async throws {
            var configuration = ServerConfiguration()
            configuration.ringTimeoutSeconds = 3
            try await withApplication(configuration) { server, application in
                let log = try await SIPp.run("invite-retransmitted", to: server, over: transport)
                #expect(Set(log.all("to")).count == 1, "TX-9: each response carries the same To tag")
                let calls = try await server.http.calls()
                #expect(calls.count == 1)
                _ = try await application.event()
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
