import Testing

extension ProcessAcceptance {
    @Suite("killed while a call rings, and started again")
    struct KilledWhileRinging {
        @Test(
            "D9, before and after the INVITE's commit: the caller's retransmission rings as one call with one event",
            arguments: [0, 1, 2, 5, 10])
        func aroundTheCommit(milliseconds: Int) async throws {
            try await withApplication { server, application in
                try await withPeer(to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    _ = await peer.inbox.next(within: .milliseconds(milliseconds)) { $0.status == 100 }
                    try await server.kill()
                    try await server.restart()

                    await peer.inbox.forget()
                    try await peer.send(dialogue.invite)
                    _ = try await peer.expect(100)
                    let received = try await application.event()
                    try await server.http.redirect(received.context, to: "+14255550123").accepted()
                    try await peer.send(dialogue.ack(peer.expect(302)))

                    let calls = try await server.http.calls()
                    #expect(calls.map(\.id) == [received.call])
                    #expect(Set(await application.events.all.map(\.event.id)) == [received.event.id])
                }
            }
        }

        @Test("D9, between 100 and the answer to the event: the event comes again with the same id")
        func beforeTheEventIsAnswered() async throws {
            try await withApplication(answering: ["hang", "200"]) { server, application in
                try await withPeer(to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    _ = try await peer.expect(100)
                    let first = try await application.event()
                    try await server.kill()
                    try await server.restart()

                    let second = try await application.event()
                    #expect(second.event.id == first.event.id)
                    #expect(second.call == first.call)
                    try await server.http.redirect(first.context, to: "+14255550123").accepted()
                    try await peer.send(dialogue.ack(peer.expect(302)))
                }
            }
        }

        @Test("D8: a retransmitted INVITE gets 100 and no second event, and the context still decides")
        func ringsOn() async throws {
            try await withApplication { server, application in
                try await withPeer(to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    let received = try await application.event()
                    _ = try await server.http.call(received.call) { $0.events.allSatisfy { $0.state == "delivered" } }
                    try await server.writeEverything()
                    try await server.kill()
                    try await server.restart()

                    await peer.inbox.forget()
                    try await peer.send(dialogue.invite)
                    _ = try await peer.expect(100)
                    try await server.http.redirect(received.context, to: "+14255550123").accepted()
                    let moved = try await peer.expect(302)
                    #expect(moved["Contact"] == "<sip:+14255550123@gw1.example.net;user=phone>")
                    try await peer.send(dialogue.ack(moved))

                    let call = try await server.http.call(received.call, until: \.isAcknowledged)
                    #expect(call.isAcknowledged)
                    #expect(call.count(of: "restart") == 1)
                    #expect(await application.events.all.count == 1)
                }
            }
        }

        @Test("D8: CANCEL matches after the restart: 200 and 487 with one To tag")
        func hangsUp() async throws {
            try await withApplication { server, application in
                try await withPeer(to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    let received = try await application.event()
                    try await server.kill()
                    try await server.restart()

                    try await peer.send(dialogue.cancel)
                    let answered = try await peer.expect(200, to: "CANCEL")
                    let terminated = try await peer.expect(487)
                    #expect(terminated.toTag != nil && terminated.toTag == answered.toTag)
                    try await peer.send(dialogue.ack(terminated))

                    let call = try await server.http.call(received.call, until: \.isAcknowledged)
                    #expect(call.state == "cancelled" && call.isAcknowledged)
                    let late = try await server.http.redirect(received.context, to: "+14255550123")
                    #expect(late.status == 404 && late.errorCode == "8522", "\(late)")
                }
            }
        }

        @Test("D8: the deadline stays where it was")
        func expires() async throws {
            var configuration = ServerConfiguration()
            configuration.ringTimeoutSeconds = 2
            try await withApplication(configuration) { server, application in
                try await withPeer(to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    let received = try await application.event()
                    try await server.kill()
                    try await server.restart()

                    try await peer.send(dialogue.ack(peer.expect(480)))
                    let call = try await server.http.call(received.call, until: \.isAcknowledged)
                    #expect(call.state == "expired")
                }
            }
        }
    }
}

extension DivertServer {
    /// Everything that was written before is on disk afterwards: the writer takes things in their order, and a user is
    /// answered when it is there.
    func writeEverything() async throws {
        let made = try await self.identity("")
        #expect(made.status == 201, "\(made)")
    }
}
