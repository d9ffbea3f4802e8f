import Testing

extension ProcessAcceptance {
    @Suite("on a full disk", .enabled("Only root can mount a small disk", { SmallDisk.isAvailable }))
    struct FullDisk {
        @Test("D2, D5: a new call gets 503 and no event, a decision gets 503 and may come again, nothing is lost")
        func fills() async throws {
            let folder = try TemporaryFolder()
            let disk = try SmallDisk(at: folder.file("data"))
            defer {
                disk.unmount()
                folder.remove()
            }
            try await withApplication(in: folder) { server, application in
                try await withPeer(to: server) { peer in
                    let ringing = peer.dialogue()
                    try await peer.send(ringing.invite)
                    let received = try await application.event()
                    try disk.fill()

                    let another = peer.dialogue()
                    try await peer.send(another.invite)
                    let refused = try await peer.expect(503)
                    #expect(refused["Retry-After"] != nil)
                    try await peer.send(another.ack(refused))
                    let repeatability = DivertClient.Repeatability()
                    let denied = try await server.http.redirect(received.context, to: "+14255550123", repeatability)
                    #expect(denied.status == 503 && denied.errorCode == "9999", "\(denied)")
                    #expect(denied.fields["retry-after"] == "1")

                    try disk.empty()
                    try await decides(server, received.context, repeatability)
                    try await peer.send(ringing.ack(peer.expect(302)))
                    let call = try await server.http.call(received.call, until: \.isAcknowledged)
                    #expect(call.state == "redirected" && call.isAcknowledged)
                    #expect(await application.events.all.count == 1)
                    #expect(try await server.http.plain("GET", "/health/ready").status == 200)
                }
            }
        }

        @Test("A call whose row cannot be written any more still ends by its deadline, from memory")
        func expires() async throws {
            let folder = try TemporaryFolder()
            let disk = try SmallDisk(at: folder.file("data"))
            defer {
                disk.unmount()
                folder.remove()
            }
            var configuration = ServerConfiguration()
            configuration.ringTimeoutSeconds = 1
            try await withApplication(configuration, in: folder) { server, application in
                try await withPeer(to: server) { peer in
                    let ringing = peer.dialogue()
                    try await peer.send(ringing.invite)
                    let received = try await application.event()
                    try disk.fill()
                    try await peer.send(ringing.ack(peer.expect(480)))
                    try disk.empty()
                    let call = try await server.http.call(received.call) { $0.state == "expired" }
                    #expect(call.state == "expired")
                }
            }
        }

        /// Repeats the request as an SDK does, until the store writes again.
        private func decides(
            _ server: DivertServer, _ context: String, _ repeatability: DivertClient.Repeatability
        ) async throws {
            let clock = ContinuousClock()
            let limit = clock.now + .seconds(20)
            repeat {
                let answer = try await server.http.redirect(context, to: "+14255550123", repeatability)
                guard answer.status == 503 else {
                    try answer.accepted()
                    return
                }
            } while clock.now < limit
            throw NothingCame(
                what: "An accepted decision after the disk had room again", limit: .seconds(10), instead: [])
        }
    }
}
