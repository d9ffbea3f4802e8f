import Testing

extension ProcessAcceptance {
    @Suite("divert health")
    struct Health {
        @Test("A server that takes calls is healthy: by its address, by its variables, by its file")
        func healthy() async throws {
            try await withServer { server in
                let address = server.ready.http
                let port = try String(ReadyLine.port(of: address))
                try server.folder.write("http:\n  port: \(port)\n", to: "health.yaml")
                for (arguments, environment) in [
                    (["--endpoint", address], [:]), (["--endpoint", address + "/", "--live"], [:]),
                    ([], ["DIVERT_HTTP_PORT": port]), (["--config", "health.yaml"], [:]),
                ] {
                    let run = try await DivertRun(["health"] + arguments, in: server.folder, environment: environment)
                    #expect(run.status == 0, "\(arguments): \(run.errors)")
                    let state = arguments.contains("--live") ? "live" : "ready"
                    #expect(run.output.contains(#""status":"\#(state)""#), "\(run.output)")
                }
            }
        }

        @Test("A server that drains is alive, but not ready")
        func draining() async throws {
            var configuration = ServerConfiguration()
            configuration.drainSeconds = 20
            try await withApplication(configuration) { server, application in
                try await withPeer(to: server) { peer in
                    try await peer.send(peer.dialogue().invite)
                    _ = try await application.event()
                    await server.terminate()
                    var run = try await health(of: server)
                    while run.status == 0 { run = try await health(of: server) }
                    #expect(run.status == 1)
                    #expect(run.errors.contains("503") && run.errors.contains(#""draining":true"#), "\(run.errors)")
                    let live = try await health(of: server, "--live")
                    #expect(live.status == 0, "\(live.errors)")
                }
            }
        }

        @Test("Where nobody answers, it fails and says what to do")
        func nobody() async throws {
            let port = try await FreePort.tcp()
            try await withFolder { folder in
                let run = try await DivertRun(
                    ["health", "--endpoint", "http://127.0.0.1:\(port)"], in: folder)
                #expect(run.status == 1)
                #expect(run.output.isEmpty)
                #expect(run.errors.contains("cannot be reached") && run.errors.contains("--endpoint"), "\(run.errors)")
            }
        }

        @Test("A configuration that does not say where the server listens is refused")
        func unknownPort() async throws {
            try await withFolder { folder in
                let run = try await DivertRun(["health"], in: folder, environment: ["DIVERT_HTTP_PORT": "0"])
                #expect(run.status == 78)
                #expect(run.errors.contains("--endpoint"), "\(run.errors)")
            }
        }

        private func health(of server: DivertServer, _ arguments: String...) async throws -> DivertRun {
            try await DivertRun(["health", "--endpoint", server.ready.http] + arguments, in: server.folder)
        }
    }
}
