import Foundation
import Testing

extension SIPAcceptance {
    @Suite("send more than is good")
    struct Flood {
        @Test(
            "OVL-1, OVL-2: of a flood of INVITEs only as many ring as the peer may have; memory stays; who rings is decided"
        )
        func flood() async throws {
            var configuration = ServerConfiguration()
            configuration.peer = "maxPendingCalls: 20"
            configuration.ringTimeoutSeconds = 600
            try await withApplication(configuration) { server, application in
                try await withPeer(to: server) { peer in
                    let first = peer.dialogue()
                    try await peer.send(first.invite)
                    let event = try await application.event()
                    try await flood(peer, 1_000)
                    let before = try await server.residentKilobytes()
                    try await flood(peer, 5_000)
                    let after = try await server.residentKilobytes()
                    #expect(after - before < 8_000, "from \(before) to \(after) KiB")
                    #expect(try await server.http.calls().count { $0.state == "ringing" } == 20)
                    #expect(await application.events.all.count <= 20)

                    try await server.http.redirect(event.context, to: "+14255550123").accepted()
                    let moved = try await peer.inbox.expect("302 to the first call") {
                        $0.status == 302 && $0["Call-ID"] == first.callID
                    }
                    try await peer.send(first.ack(moved))
                    let refused = await peer.inbox.all.first { $0.status == 503 }
                    #expect(["1", "2"].contains(refused?["Retry-After"]))
                }
            }
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
