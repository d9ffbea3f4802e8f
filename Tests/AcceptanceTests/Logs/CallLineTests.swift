import Testing

extension LogsAcceptance {
    @Suite("tells calls apart")
    struct CallLines {
        /// Lines that are about the process.
        private static let withoutCall: Set<String> = ["ready", "draining"]

        @Test("At info a call that is redirected has four lines, each with its id")
        func info() async throws {
            try await withApplication(LogsAcceptance.configuration(format: "json", level: "info")) {
                server, application in
                let call = try await self.redirectedCall(server, application)
                let events = try await LogsAcceptance.events(server.log)
                let about = events.filter { $0["call"] as? String == call }
                #expect(
                    about.compactMap { $0["message"] as? String }.sorted()
                        == ["call decided", "call ended", "call rings", "event delivered"])
                #expect(about.first?["message"] as? String == "call rings")
                #expect(about.last?["message"] as? String == "call ended")
                #expect(about.last?["state"] as? String == "redirected")
                #expect(about.last?["status"] as? Int == 302)
                #expect(about.last?["acknowledged"] as? Bool == true)
                #expect(events.count == 5, "\(events)")
            }
        }

        @Test("At trace, too, every line of a call has its id, the HTTP requests about it included")
        func trace() async throws {
            try await withApplication(LogsAcceptance.configuration(format: "json")) { server, application in
                let call = try await self.redirectedCall(server, application)
                let events = try await LogsAcceptance.events(server.log)
                let without = events.filter { $0["call"] == nil }.compactMap { $0["message"] as? String }
                #expect(Set(without).isSubset(of: Self.withoutCall), "\(without)")
                #expect(events.allSatisfy { ($0["call"] as? String ?? call) == call })
                let request = try #require(events.first { $0["message"] as? String == "request answered" })
                #expect(request["endpoint"] as? String == "redirect")
                #expect(request["status"] as? Int == 204)
                #expect(request["code"] == nil)
                #expect(request["call"] as? String == call)
            }
        }

        @Test("An event that is not accepted is a warning with the call and the reason")
        func undelivered() async throws {
            let configuration = LogsAcceptance.configuration(format: "json", level: "info")
            try await withApplication(answering: ["500"], configuration) { server, application in
                let answer = try await server.http.basic(
                    "POST", "/divert/calls", ["from": "+14255550199", "to": "+14255550100"])
                let call = try answer.decoded(CallView.self).id
                try await server.logged("The failure") { $0.contains("event not delivered") }
                let events = try await LogsAcceptance.events(server.log)
                let warning = try #require(events.first { $0["message"] as? String == "event not delivered" })
                #expect(warning["level"] as? String == "warning")
                #expect(warning["call"] as? String == call)
                #expect(warning["attempts"] as? Int == 2)
                #expect((warning["reason"] as? String)?.contains("500") == true)
            }
        }

        @Test("A start says one line, and a start that fails none that its error does not say")
        func start() async throws {
            try await withServer(LogsAcceptance.configuration(format: "text")) { server in
                try await server.logged("The line") { $0.contains("info    ready listeners=") }
                #expect(await server.log.split(separator: "\n").count == 1)
                try await withFolder { folder in
                    var configuration = LogsAcceptance.configuration(format: "text")
                    configuration.http = try ReadyLine.port(of: server.ready.http)
                    try folder.write(configuration.yaml, to: "divert.yaml")
                    let run = try await DivertRun(["serve", "--config", "divert.yaml", "--ready-json"], in: folder)
                    #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
                    #expect(run.errors.hasPrefix("divert: "))
                }
            }
        }

        /// Gives the id of a call that was redirected and acknowledged.
        private func redirectedCall(_ server: DivertServer, _ application: Application) async throws -> String {
            try await withPeer(to: server) { peer in
                let dialogue = peer.dialogue()
                try await peer.send(dialogue.invite)
                let received = try await application.event()
                try await server.logged("The delivery") {
                    $0.contains("event delivered") && $0.contains(received.call)
                }
                try await server.http.redirect(received.context, to: "+14255550123").accepted()
                try await peer.send(dialogue.ack(peer.expect(302)))
                try await server.callEnded(received.call)
            }
            return try #require(await application.events.all.first).call
        }
    }
}
