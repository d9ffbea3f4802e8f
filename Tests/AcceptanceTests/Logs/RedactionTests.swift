import Foundation
import Testing

extension LogsAcceptance {
    @Suite("holds no secret and no number")
    struct Redaction {
        /// What must not be in any line, however it came in.
        private let secrets = [
            "4255550100", "4255550199", "4255550123", "4255550155", "hook-secret", DivertClient.developmentKey,
            "Alice", "alice", "digest-secret", "Signature=", "HMAC-SHA256", "basic-secret", "body-secret",
        ]

        @Test(
            "A call, a redirect, refused requests and a webhook with a query, at trace",
            arguments: LogsAcceptance.formats, ["off", "headers"])
        func everything(format: String, sip: String) async throws {
            let application = try await Application.start(answers: ["500", "200"])
            var configuration = LogsAcceptance.configuration(format: format, sip: sip)
            configuration.webhook = "\(application.url)?code=hook-secret"
            var contexts: [String] = []
            do {
                try await withServer(configuration) { server in
                    let context = try await self.redirectedCall(server, application)
                    contexts.append(context)
                    try await self.refusedRequests(server, context)
                    try await self.oddMessages(server)
                    await server.terminate()
                    _ = try await server.exitStatus(within: .seconds(20))
                    let log = await server.log
                    #expect(log.contains("call ended") && log.contains("request answered") && log.contains("draining"))
                    #expect(log.contains("SIP message\u{20}") || log.contains("\"SIP message\"") || sip == "off")
                    for secret in self.secrets + contexts {
                        #expect(!log.contains(secret), "\(secret) stands in the log:\n\(log)")
                    }
                }
            } catch {
                await application.end()
                throw error
            }
            await application.end()
        }

        /// Gives the call's context.
        private func redirectedCall(_ server: DivertServer, _ application: Application) async throws -> String {
            try await withPeer(to: server) { peer in
                let dialogue = peer.dialogue()
                try await peer.send(
                    dialogue.request(
                        "INVITE",
                        extra: [
                            "P-Asserted-Identity: \"Alice\" <tel:+14255550155>", "X-Number: +14255550155",
                            "Authorization: Digest username=\"alice\", response=\"digest-secret\"",
                        ]))
                // The first attempt is answered 500, so that a failure is logged, too.
                _ = try await application.event()
                let received = try await application.event()
                try await server.http.redirect(received.context, to: "+14255550123").accepted()
                try await peer.send(dialogue.ack(peer.expect(302)))
                try await server.callEnded(received.call)
            }
            return try #require(await application.events.all.first).context
        }

        private func refusedRequests(_ server: DivertServer, _ context: String) async throws {
            // Over, forged, to nobody, of nobody, and not JSON at all.
            #expect(try await server.http.redirect(context, to: "+14255550155").status != 204)
            #expect(try await server.http.redirect("\(context)x", to: "+14255550155").status == 400)
            #expect(try await server.http.redirect(context, to: "body-secret").status != 204)
            let stranger = DivertClient(endpoint: server.http.endpoint, accessKey: "YmFzaWMtc2VjcmV0")
            #expect(try await stranger.redirect(context, to: "+14255550155").status == 401)
            #expect(try await stranger.basic("GET", "/divert/calls?token=body-secret").status == 401)
            #expect(try await server.http.plain("GET", "/body-secret/+14255550155").status == 404)
            #expect(try await server.http.signed("/calling/body-secret", .init("body-secret".utf8)).status == 404)
        }

        private func oddMessages(_ server: DivertServer) async throws {
            try await withPeer(to: server) { peer in
                try await peer.send(
                    "INVITE sip:+14255550155@127.0.0.1 SIP/2.0\r\nFrom: Alice <sip:+14255550155@a>\r\n\r\n")
                let dialogue = peer.dialogue()
                try await peer.send(
                    dialogue.request("OPTIONS", to: "\"Alice\" <sip:+14255550155@127.0.0.1>")
                        .replacing("Max-Forwards: 70", with: "Max-Forwards: +14255550155"))
                _ = try await peer.expect(400, to: "OPTIONS")
                var refused = peer.dialogue()
                refused.callee = "sip:+14255550155@127.0.0.1"
                try await peer.send(refused.request("MESSAGE"))
                _ = try await peer.expect(405, to: "MESSAGE")
            }
        }
    }
}
