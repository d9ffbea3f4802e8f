import Testing

extension SIPAcceptance {
    @Suite("ring on at targets of their own resource")
    struct RingingOn {
        private let bob = DivertClient.user("bob")
        private let carol = DivertClient.user("carol")

        @Test("Three hops and a 302 to an outside number: three events of one call", arguments: SIPp.Transport.allCases)
        func threeHops(transport: SIPp.Transport) async throws {
            try await withApplication { server, application in
                let caller = try await SIPp.start("answered", ["FINAL": "302"], to: server, over: transport)
                var events: [ReceivedEvent] = []
                for target in [bob, carol, "+14255550123"] {
                    let received = try await application.event()
                    events.append(received)
                    try await server.http.redirect(received.context, to: target).accepted()
                }
                let log = try await caller.finish()
                #expect(log["contact"] == "<sip:+14255550123@gw1.example.net;user=phone>")

                #expect(events.map(\.event.data.to.rawId) == ["4:+14255550100", bob, carol])
                #expect(Set(events.map(\.event.id)).count == 3)
                #expect(Set(events.map(\.context)).count == 3)
                for received in events {
                    #expect(received.call == events[0].call)
                    #expect(received.event.data.serverCallId == events[0].event.data.serverCallId)
                    #expect(received.event.data.from.rawId == "4:+14255550199")
                }
                let call = try await server.http.call(events[0].call, until: \.isAcknowledged)
                #expect(call.state == "redirected" && call.isAcknowledged)
                #expect(call.hops.map(\.eventId) == events.map(\.event.id))
                #expect(call.hops.map(\.decision?.target?.rawId) == [bob, carol, "4:+14255550123"])
                #expect(call.count(of: "redirect") == 3)
                // Each context keeps what was decided with it.
                try await server.http.redirect(events[0].context, to: bob).accepted()
                try await server.http.redirect(events[1].context, to: carol).accepted()
                let other = try await server.http.redirect(events[0].context, to: carol)
                #expect(other.status == 409 && other.errorCode == "8519", "\(other)")
            }
        }

        @Test("A caller who hangs up at the second hop hears 487; the first hop stays decided")
        func hangsUp() async throws {
            try await withApplication { server, application in
                try await withPeer(to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    let first = try await application.event()
                    try await server.http.redirect(first.context, to: bob).accepted()
                    let second = try await application.event()
                    try await peer.send(dialogue.cancel)
                    _ = try await peer.expect(200, to: "CANCEL")
                    try await peer.send(dialogue.ack(peer.expect(487)))
                    try await server.http.redirect(first.context, to: bob).accepted()
                    let late = try await server.http.redirect(second.context, to: carol)
                    #expect(late.status == 404 && late.errorCode == "8522", "\(late)")
                    #expect(try await server.http.call(first.call).state == "cancelled")
                }
            }
        }

        @Test("Nobody decides at the second hop: 480 when its own time is over")
        func expires() async throws {
            var configuration = ServerConfiguration()
            configuration.ringTimeoutSeconds = 4
            try await withApplication(configuration) { server, application in
                let caller = try await SIPp.start("answered", ["FINAL": "480"], to: server)
                let first = try await application.event()
                try await server.http.redirect(first.context, to: bob).accepted()
                try await caller.finish()
                let call = try await server.http.call(first.call, until: \.isAcknowledged)
                #expect(call.state == "expired" && call.hops.count == 2)
            }
        }

        @Test("Refused and still ringing: the callee itself, a user of another resource, a hop too many")
        func refuses() async throws {
            var configuration = ServerConfiguration()
            configuration.otherResource = "00000000-0000-0000-0000-00000000000b"
            configuration.maxDiversions = 1
            try await withApplication(configuration) { server, application in
                try await withPeer(to: server) { peer in
                    // The second of two resources is not the peer's: a number that nobody lists needs a user's call.
                    var dialogue = peer.dialogue()
                    dialogue.callee = "sip:\(DivertClient.user("desk").replacing(":", with: "%3A"))@127.0.0.1"
                    try await peer.send(dialogue.invite)
                    let first = try await application.event()
                    let refusals = [
                        (first.context, DivertClient.user("desk"), 400, "8523"),
                        (first.context, "8:acs:\(configuration.otherResource ?? "")_eve", 403, "7602"),
                    ]
                    for (context, target, status, code) in refusals {
                        let answer = try await server.http.redirect(context, to: target)
                        #expect(answer.status == status && answer.errorCode == code, "\(answer)")
                    }
                    try await server.http.redirect(first.context, to: bob).accepted()
                    let second = try await application.event()
                    let answer = try await server.http.redirect(second.context, to: carol)
                    #expect(answer.status == 400 && answer.errorCode == "8521", "\(answer)")
                    try await server.http.redirect(second.context, to: "+14255550123").accepted()
                    try await peer.send(dialogue.ack(peer.expect(302)))
                }
            }
        }

        @Test("A filter on the called party keeps an application that redirects everything out of a loop")
        func filters() async throws {
            var configuration = ServerConfiguration()
            configuration.filterTo = ["+1*"]
            try await withApplication(configuration) { server, application in
                try application.redirectEverything(to: bob, through: server.ready.http)
                try await withPeer(to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    let received = try await application.event()
                    let decision = try await application.decisions.expect("A decision")
                    #expect(decision.status == 204)
                    let call = try await server.http.call(received.call)
                    #expect(call.state == "ringing" && call.hops.map(\.to.rawId) == ["4:+14255550100", bob])
                    #expect(call.hops[1].eventId == nil)
                    try await server.http.redirect(try #require(call.incomingCallContext), to: "+14255550123")
                        .accepted()
                    try await peer.send(dialogue.ack(peer.expect(302)))
                    #expect(await application.events.all.count == 1)
                }
            }
        }
    }
}
