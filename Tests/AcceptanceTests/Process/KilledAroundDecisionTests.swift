import Testing

extension ProcessAcceptance {
    @Suite("killed around a decision, and started again")
    struct KilledAroundDecision {
        @Test(
            "D9, from the request to the 302: the client's retry reads 204, the caller gets one answer",
            arguments: [0, 1, 2, 4, 8, 2000])
        func whileDeciding(milliseconds: Int) async throws {
            try await withApplication { server, application in
                try await withPeer(to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    let received = try await application.event()
                    let repeatability = DivertClient.Repeatability()
                    let lost = Task {
                        _ = try? await server.http.redirect(received.context, to: "+14255550123", repeatability)
                    }
                    // The last of the arguments: as soon as the 302 is there.
                    _ = await peer.inbox.next(within: .milliseconds(milliseconds)) { $0.status == 302 }
                    try await server.kill()
                    lost.cancel()
                    try await server.restart()

                    await peer.inbox.forget()
                    let retried = try await server.http.redirect(received.context, to: "+14255550123", repeatability)
                    #expect(retried.status == 204, "\(retried)")
                    #expect(retried.fields["repeatability-result"] == "accepted")
                    try await peer.send(dialogue.ack(peer.expect(302)))

                    let call = try await server.http.call(received.call, until: \.isAcknowledged)
                    #expect(call.state == "redirected" && call.isAcknowledged)
                    #expect(call.count(of: "redirect") == 1)
                    let finals = await peer.inbox.all.filter { $0.status >= 200 }
                    #expect(Set(finals.map { "\($0.status) \($0["Contact"] ?? "") \($0.toTag ?? "")" }).count == 1)
                    let other = try await server.http.redirect(received.context, to: "+14255550124")
                    #expect(other.status == 409 && other.errorCode == "8519", "\(other)")
                }
            }
        }

        @Test(
            "D9, between 204 and ACK: the restart sends the 302 again, until its ACK",
            arguments: SIPPeer.Transport.allCases)
        func beforeTheACK(transport: SIPPeer.Transport) async throws {
            try await withApplication { server, application in
                try await withPeer(transport, to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    let received = try await application.event()
                    let repeatability = DivertClient.Repeatability()
                    try await server.http.redirect(received.context, to: "+14255550123", repeatability).accepted()
                    let first = try await peer.expect(302)
                    try await server.kill()
                    await peer.inbox.forget()
                    try await server.restart()

                    let second = try await peer.expect(302)
                    #expect(second.toTag == first.toTag && second["Contact"] == first["Contact"])
                    try await server.http.redirect(received.context, to: "+14255550123", repeatability).accepted()
                    try await peer.connect()
                    try await peer.send(dialogue.ack(second))
                    let call = try await server.http.call(received.call, until: \.isAcknowledged)
                    #expect(call.state == "redirected" && call.isAcknowledged)
                }
            }
        }

        @Test("D8: an INVITE sent again after its 302 gets the 302, and no second event")
        func retransmits() async throws {
            try await withApplication { server, application in
                try await withPeer(to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    let received = try await application.event()
                    try await server.http.redirect(received.context, to: "+14255550123").accepted()
                    let first = try await peer.expect(302)
                    try await server.kill()
                    try await server.restart()

                    await peer.inbox.forget()
                    try await peer.send(dialogue.invite)
                    let second = try await peer.expect(302)
                    #expect(second.toTag == first.toTag)
                    try await peer.send(dialogue.ack(second))
                    #expect(try await server.http.calls().map(\.id) == [received.call])
                    #expect(await application.events.all.count == 1)
                }
            }
        }

        @Test("D7: losing its connection does not end a call: the 302 comes on a new one, to the sent-by port")
        func losesTheConnection() async throws {
            try await withApplication { server, application in
                try await withPeer(.tcp, to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    let received = try await application.event()
                    _ = try await peer.expect(100)
                    await peer.disconnect()
                    try await server.http.redirect(received.context, to: "+14255550123").accepted()
                    let moved = try await peer.expect(302)
                    try await peer.connect()
                    try await peer.send(dialogue.ack(moved))
                    #expect(try await server.http.call(received.call, until: \.isAcknowledged).isAcknowledged)
                }
            }
        }
    }
}
