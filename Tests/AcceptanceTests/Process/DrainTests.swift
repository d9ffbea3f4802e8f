import Testing

extension ProcessAcceptance {
    @Suite("asked to end")
    struct Draining {
        @Test("While a call rings new work gets 503, and the call can still be decided; then exit 0")
        func decides() async throws {
            var configuration = ServerConfiguration()
            configuration.drainSeconds = 30
            try await withApplication(configuration) { server, application in
                try await withPeer(to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    let received = try await application.event()
                    await server.terminate()
                    try await drains(peer)

                    let another = peer.dialogue()
                    try await peer.send(another.invite)
                    let refused = try await peer.expect(503)
                    #expect(refused["Retry-After"] != nil)
                    try await peer.send(another.ack(refused))
                    #expect(try await server.http.plain("GET", "/health/ready").status == 503)
                    #expect(try await server.http.plain("GET", "/health/live").status == 200)

                    try await server.http.redirect(received.context, to: "+14255550123").accepted()
                    try await peer.send(dialogue.ack(peer.expect(302)))
                    #expect(try await server.exitStatus(within: .seconds(20)) == 0)
                }
            }
        }

        @Test("Nobody decides in time: the caller gets 503 with Retry-After, the call failed by shutdown, exit 0")
        func givesUp() async throws {
            var configuration = ServerConfiguration()
            configuration.drainSeconds = 1
            try await withApplication(configuration) { server, application in
                try await withPeer(to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    let received = try await application.event()
                    await server.terminate()
                    let ended = try await peer.expect(503)
                    #expect(ended["Retry-After"] != nil)
                    try await peer.send(dialogue.ack(ended))
                    #expect(try await server.exitStatus(within: .seconds(20)) == 0)

                    try await server.restart()
                    let call = try await server.http.call(received.call)
                    #expect(call.state == "failed")
                    #expect(call.decision?.kind == "shutdown")
                    #expect(call.final?.status == 503)
                }
            }
        }

        @Test("Nothing rings: exit 0 at once")
        func ends() async throws {
            var configuration = ServerConfiguration()
            configuration.drainSeconds = 30
            try await withServer(configuration) { server in
                await server.terminate()
                let status = try await server.exitStatus(within: .seconds(20))
                #expect(status == 0)
            }
        }

        @Test("A second signal ends it at once; the call rings on after the next start")
        func endsAtOnce() async throws {
            var configuration = ServerConfiguration()
            configuration.drainSeconds = 30
            try await withApplication(configuration) { server, application in
                try await withPeer(to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    let received = try await application.event()
                    await server.terminate()
                    try await drains(peer)
                    await server.terminate()
                    _ = try await server.exitStatus(within: .seconds(20))

                    try await server.restart()
                    try await server.http.redirect(received.context, to: "+14255550123").accepted()
                    try await peer.send(dialogue.ack(peer.expect(302)))
                }
            }
        }

        /// Asks until OPTIONS is answered 503 (OVL-7).
        private func drains(_ peer: SIPPeer) async throws {
            let answer = try await ask {
                try await peer.send(peer.dialogue().request("OPTIONS"))
                return try await peer.inbox.expect("An answer to OPTIONS") { $0.method == "OPTIONS" }
            } until: {
                $0.status == 503
            }
            try #require(answer.status == 503)
        }
    }
}
