import Testing

extension SIPAcceptance {
    @Suite("are strangers")
    struct Strangers {
        private let elsewhere: ServerConfiguration = {
            var configuration = ServerConfiguration()
            configuration.peerNetworks = ["127.0.0.2/32"]
            return configuration
        }()

        @Test("OVL-3: a stranger gets silence, and the log says which line would admit it")
        func silence() async throws {
            try await withApplication(elsewhere) { server, application in
                try await withPeer(to: server) { stranger in
                    try await stranger.send(stranger.dialogue().invite)
                    try await stranger.send(stranger.dialogue().request("OPTIONS"))
                    // One socket, one order: what the server answers to the peer comes after what it did not answer.
                    try await withPeer(to: server, at: "127.0.0.2") { peer in
                        try await peer.send(peer.dialogue().request("OPTIONS"))
                        _ = try await peer.expect(200, to: "OPTIONS")
                    }
                    #expect(await stranger.inbox.all.isEmpty)
                    #expect(try await server.http.calls().isEmpty)
                    try await server.logged("A line about the stranger") {
                        $0.contains("127.0.0.1") && $0.contains("peers")
                    }
                }
            }
        }

        @Test("A configured peer rings from its network")
        func peer() async throws {
            try await withApplication(elsewhere) { server, application in
                try await withPeer(to: server, at: "127.0.0.2") { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    let received = try await application.event()
                    try await server.http.redirect(received.context, to: "+14255550123").accepted()
                    try await peer.send(dialogue.ack(peer.expect(302)))
                    #expect(try await server.http.call(received.call, until: \.isAcknowledged).isAcknowledged)
                }
            }
        }

        @Test("With `unknownPeers: reject` a stranger gets 403")
        func refusal() async throws {
            var configuration = elsewhere
            configuration.unknownPeers = "reject"
            try await withServer(configuration) { server in
                try await withPeer(to: server) { stranger in
                    let dialogue = stranger.dialogue()
                    try await stranger.send(dialogue.invite)
                    try await stranger.send(dialogue.ack(stranger.expect(403)))
                    #expect(try await server.http.calls().isEmpty)
                }
            }
        }
    }
}
