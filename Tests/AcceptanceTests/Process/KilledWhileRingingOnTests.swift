import Testing

extension ProcessAcceptance {
    @Suite("killed while a call rings on, and started again")
    struct KilledWhileRingingOn {
        private let bob = DivertClient.user("bob")

        @Test(
            "D9, from the request to the next event: the retry reads 204, the hop's event comes, there is no double hop",
            arguments: [0, 1, 2, 4, 8, 2000])
        func whileDeciding(milliseconds: Int) async throws {
            try await withApplication { server, application in
                try await withPeer(to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    let received = try await application.event()
                    let repeatability = DivertClient.Repeatability()
                    let lost = Task { _ = try? await server.http.redirect(received.context, to: bob, repeatability) }
                    // The last of the arguments: as soon as the next hop's event is there.
                    _ = await application.events.next(within: .milliseconds(milliseconds))
                    try await server.kill()
                    lost.cancel()
                    try await server.restart()

                    let retried = try await server.http.redirect(received.context, to: bob, repeatability)
                    #expect(retried.status == 204, "\(retried)")
                    #expect(retried.fields["repeatability-result"] == "accepted")
                    let call = try await server.http.call(received.call) {
                        $0.events.count == 2 && $0.events[1].state == "delivered"
                    }
                    #expect(call.state == "ringing" && call.hops.count == 2)
                    #expect(call.count(of: "redirect") == 1)
                    let told = try await application.eventIDs(2)
                    #expect(told == Set(call.hops.compactMap(\.eventId)) && told.count == 2)

                    let other = try await server.http.reject(received.context, reason: "busy")
                    #expect(other.status == 409 && other.errorCode == "8519", "\(other)")
                    try await server.http.redirect(try #require(call.incomingCallContext), to: "+14255550123")
                        .accepted()
                    try await peer.send(dialogue.ack(peer.expect(302)))
                    let ended = try await server.http.call(received.call, until: \.isAcknowledged)
                    #expect(ended.state == "redirected" && ended.hops.count == 2)
                    #expect(ended.serverCallId == received.event.data.serverCallId)
                }
            }
        }

        @Test("D8: at its second hop a call rings on after the restart; CANCEL still matches, and each hop stands")
        func ringsOn() async throws {
            try await withApplication { server, application in
                try await withPeer(to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    let first = try await application.event()
                    try await server.http.redirect(first.context, to: bob).accepted()
                    let second = try await application.event()
                    _ = try await server.http.call(first.call) { $0.events.allSatisfy { $0.state == "delivered" } }
                    try await server.writeEverything()
                    try await server.kill()
                    try await server.restart()

                    try await server.http.redirect(first.context, to: bob).accepted()
                    try await peer.send(dialogue.cancel)
                    try await peer.send(dialogue.ack(peer.expect(487)))
                    try await server.kill()
                    try await server.restart()
                    try await server.http.redirect(first.context, to: bob).accepted()
                    let late = try await server.http.redirect(second.context, to: bob)
                    #expect(late.status == 404 && late.errorCode == "8522", "\(late)")
                    #expect(await application.events.all.count == 2)
                }
            }
        }
    }
}
