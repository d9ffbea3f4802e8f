import Testing

extension SIPAcceptance {
    @Suite("arrive on several loops")
    struct SeveralLoops {
        private var configuration: ServerConfiguration {
            var configuration = ServerConfiguration()
            configuration.eventLoops = 3
            return configuration
        }

        @Test("A hundred calls at once, each from a port of its own: each is redirected, once")
        func atOnce() async throws {
            let count = 100
            try await withApplication(self.configuration) { server, application in
                try application.redirectEverything(to: "+14255550123", through: server.ready.http)
                let log = try await SIPp.start(
                    "answered", ["FINAL": "302"], to: server, over: .udpPorts, calls: count
                ).finish()
                #expect(log.all("contact").count == count)
                #expect(try await application.eventIDs(count).count == count)
            }
        }

        @Test("D9: killed in the middle of fifty calls, each call is decided once and each caller gets its 302")
        func killedInTheMiddle() async throws {
            let count = 50
            try await withApplication(self.configuration) { server, application in
                try application.redirectEverything(to: "+14255550123", through: server.ready.http)
                let callers = try await SIPp.start("answered-at-last", to: server, over: .udpPorts, calls: count)
                for _ in 0..<count / 3 { _ = try await application.event() }
                try await server.kill()
                try await server.restart()

                #expect(try await callers.finish().all("contact").count == count)
                let calls = try await server.http.calls()
                #expect(calls.count == count)
                #expect(calls.allSatisfy { $0.state == "redirected" && $0.final?.status == 302 })
                #expect(try await application.eventIDs(count).count == count)
            }
        }

        @Test("UAS-3: the copies of an INVITE that came on two ways are one call, on whichever loops they are")
        func merged() async throws {
            try await withApplication(self.configuration) { server, _ in
                for _ in 0..<5 { try await SIPp.run("merged", to: server) }
                #expect(try await server.http.calls().count == 5)
            }
        }
    }
}
