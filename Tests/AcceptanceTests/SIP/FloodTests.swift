import Foundation
import Testing

extension SIPAcceptance {
    @Suite("send more than is good")
    struct Flood {
        @Test(
            "OVL-1, OVL-2: of a flood of INVITEs only as many ring as the peer may have; memory stays; who rings is decided",
            arguments: [1, 3])
        func flood(eventLoops: Int) async throws {
            var configuration = ServerConfiguration()
            configuration.eventLoops = eventLoops
            configuration.peer = "maxPendingCalls: 20"
            configuration.ringTimeoutSeconds = 600
            try await withApplication(configuration) { server, application in
                try await withPeer(to: server) { peer in
                    var ringing: [(dialogue: SIPDialogue, context: String)] = []
                    for _ in 1...20 {
                        let dialogue = peer.dialogue()
                        try await peer.send(dialogue.invite)
                        ringing.append((dialogue, try await application.event().context))
                    }
                    try await flood(peer, 1_000)
                    let before = try await server.residentKilobytes()
                    // Half of them are decided while it rains; whoever comes then takes their places.
                    async let rain: Void = flood(peer, 5_000)
                    for call in ringing.prefix(10) {
                        try await decide(call.context, of: call.dialogue, peer, server)
                    }
                    try await rain
                    // The rain may have been over before the last place was free.
                    try await flood(peer, 100)
                    let after = try await server.residentKilobytes()
                    #expect(after - before < 8_000, "from \(before) to \(after) KiB")
                    let calls = try await server.http.calls()
                    #expect(calls.count { $0.state == "ringing" } == 20)
                    #expect(calls.count { $0.state == "redirected" } == 10)
                    #expect(await application.events.all.count <= 30)
                    for call in ringing.suffix(10) {
                        try await decide(call.context, of: call.dialogue, peer, server)
                    }

                    let refused = await peer.inbox.all.filter { $0.status == 503 }
                    #expect(refused.count >= 5_900)
                    #expect(refused.allSatisfy { ["1", "2"].contains($0["Retry-After"]) })
                    let metrics = try await server.http.plain("GET", "/metrics").text
                    let counted = metrics.firstMatch(
                        of: #/sip_server_refused_total\{peer="local",reason="overload"\} (\d+)/#)
                    #expect(counted.flatMap { Int($0.1) } ?? 0 >= refused.count)
                }
            }
        }

        /// The application redirects a call, and its caller hears of it.
        private func decide(
            _ context: String, of dialogue: SIPDialogue, _ peer: SIPPeer, _ server: DivertServer
        ) async throws {
            try await server.http.redirect(context, to: "+14255550123").accepted()
            let moved = try await peer.inbox.expect("302 to \(dialogue.callID)") {
                $0.status == 302 && $0["Call-ID"] == dialogue.callID
            }
            try await peer.send(dialogue.ack(moved))
        }

        /// Sends INVITEs of different calls, and waits until the server has looked at the last of them.
        private func flood(_ peer: SIPPeer, _ count: Int) async throws {
            for number in 1...count {
                try await peer.send(peer.dialogue().invite)
                // The loopback has no patience of its own: a pause for the server's socket.
                if number % 100 == 0 {
                    let ping = peer.dialogue()
                    try await peer.send(ping.request("OPTIONS"))
                    _ = try await peer.inbox.expect("An answer to OPTIONS") {
                        $0.method == "OPTIONS" && $0["Call-ID"] == ping.callID
                    }
                }
            }
        }
    }
}
