import Foundation
import Testing

extension CommandLineAcceptance {
    @Suite("divert call")
    struct CallVerbTests {
        /// A line of `--format json`.
        private struct Line: Decodable {
            let kind: String
            let milliseconds: Double
            let status: Int?
            let reason: String?
            let contacts: [String]?
            let outcome: String?
            let contact: String?
            let error: String?
        }

        private func lines(_ run: DivertRun) throws -> [Line] {
            try run.output.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
        }

        private func target(_ server: DivertServer, _ parameters: String = "") throws -> String {
            "sip:+14255550100@127.0.0.1:\(try server.ready.sipPort)\(parameters)"
        }

        /// A server whose calls are redirected by `divert listen` as soon as they ring.
        private func withRedirection(_ test: (DivertServer, ListenVerb) async throws -> Void) async throws {
            let port = try await FreePort.tcp()
            var configuration = ServerConfiguration()
            configuration.webhook = "http://127.0.0.1:\(port)/api/events"
            try await withServer(configuration) { server in
                try await withListener(
                    ["--redirect-to", "+14255550199", "--endpoint", server.ready.http], port: port
                ) { listener in
                    try await test(server, listener)
                }
            }
        }

        @Test("A call that listen redirects ends with the 302 and its Contact, status 0")
        func redirected() async throws {
            try await withRedirection { server, listener in
                let run = try await DivertRun(
                    ["call", target(server), "--from", "+14255550123", "--linger", "0"], in: server.folder)
                #expect(run.status == 0, "\(run.errors)")
                #expect(run.output.contains("100 Trying") && run.output.contains("302 Moved Temporarily"))
                #expect(run.output.contains("Contact: sip:+14255550199@gw1.example.net;user=phone"))
                let last = run.output.split(separator: "\n").last ?? ""
                #expect(last.hasPrefix("redirected to sip:+14255550199@gw1.example.net;user=phone after "), "\(last)")
                let event = try await listener.line("event")
                #expect(event.from == "4:+14255550123" && event.to == "4:+14255550100")
                let decision = try await listener.line("decision")
                #expect(decision.isDone == true && decision.event == event.id && decision.target == "4:+14255550199")
            }
        }

        @Test("Over TCP and as JSON it is the same call", arguments: [";transport=tcp", ""])
        func json(parameters: String) async throws {
            try await withRedirection { server, _ in
                let flag = parameters.isEmpty ? ["--transport", "tcp"] : []
                let run = try await DivertRun(
                    ["call", target(server, parameters), "--format", "json", "--from", "8:acs:r_u"] + flag,
                    in: server.folder)
                #expect(run.status == 0, "\(run.errors)")
                let lines = try lines(run)
                #expect(lines.map(\.kind) == ["response", "response", "summary"])
                #expect(lines.map(\.status) == [100, 302, 302])
                #expect(lines[1].contacts == ["sip:+14255550199@gw1.example.net;user=phone"])
                #expect(lines[2].outcome == "redirected" && lines[2].contact == lines[1].contacts?.first)
                #expect(lines[0].milliseconds <= lines[1].milliseconds && lines[1].milliseconds > 0)
                let calls = try await server.http.calls()
                #expect(calls.count == 1)
            }
        }

        @Test("--to names a callee that the URI does not name", arguments: ["8:acs:r_u", "+14255550177"])
        func callee(id: String) async throws {
            try await withRedirection { server, listener in
                let address = "127.0.0.1:\(try server.ready.sipPort)"
                let run = try await DivertRun(["call", address, "--to", id, "--linger", "0"], in: server.folder)
                #expect(run.status == 0, "\(run.errors)")
                let event = try await listener.line("event")
                #expect(event.to == (id.hasPrefix("+") ? "4:\(id)" : id))
            }
        }

        @Test("--cancel-after cancels a ringing call: 487, and status 0 since that was asked for")
        func cancelAfter() async throws {
            try await withServer { server in
                let run = try await DivertRun(
                    ["call", target(server), "--cancel-after", "0.05", "--format", "json", "--linger", "0"],
                    in: server.folder)
                #expect(run.status == 0, "\(run.errors)")
                let lines = try lines(run)
                #expect(lines.map(\.status) == [100, 487, 487])
                #expect(lines.last?.outcome == "cancelled")
                #expect(try #require(lines.last).milliseconds >= 50)
                let calls = try await server.http.calls()
                #expect(calls.map(\.state) == ["cancelled"])
            }
        }

        @Test("Ctrl-C cancels the call politely, and the status is 1")
        func interrupted() async throws {
            try await withServer { server in
                let child = try ChildProcess(
                    Surroundings.server, ["call", target(server), "--linger", "0"],
                    environment: Surroundings.childEnvironment, folder: server.folder.url)
                _ = try await child.output.expect("100 Trying") { $0.contains("100 Trying") }
                child.signal(SIGINT)
                let status = try await child.exitStatus(within: .seconds(20))
                #expect(status == 1)
                let output = await child.output.all
                #expect(output.contains { $0.contains("487 Request Terminated") })
                #expect(output.last?.hasPrefix("cancelled after ") == true)
            }
        }

        @Test("A call that nobody decides is refused with 480, and the status is 1")
        func refused() async throws {
            var configuration = ServerConfiguration()
            configuration.ringTimeoutSeconds = 0
            try await withServer(configuration) { server in
                let run = try await DivertRun(["call", target(server), "--linger", "0"], in: server.folder)
                #expect(run.status == 1)
                let last = run.output.split(separator: "\n").last ?? ""
                #expect(last.hasPrefix("refused with 480 "), "\(run.output)")
            }
        }

        @Test("A server that answers gets its ACK and is hung up on", arguments: SIPp.Transport.allCases)
        func answered(transport: SIPp.Transport) async throws {
            let (peer, port) = try await SIPp.answering("taken", over: transport)
            try await withFolder { folder in
                let name = transport == .udp ? "udp" : "tcp"
                let run = try await DivertRun(
                    ["call", "sip:alice@127.0.0.1:\(port);transport=\(name)"], in: folder)
                #expect(run.status == 0, "\(run.errors)")
                #expect(run.output.contains("180 Ringing") && run.output.contains("200 OK"), "\(run.output)")
                #expect(run.output.contains("answered and hung up after "))
                let log = try await peer.finish()
                #expect(log["ack"] == "1 ACK" && log["bye"] == "2 BYE")
            }
        }

        @Test("A port where nobody listens is an error at once, with advice", arguments: ["udp", "tcp"])
        func nobodyThere(transport: String) async throws {
            let port = try await (transport == "udp" ? FreePort.udp() : FreePort.tcp())
            try await withFolder { folder in
                let run = try await DivertRun(
                    ["call", "sip:127.0.0.1:\(port)", "--transport", transport, "--format", "json"], in: folder)
                #expect(run.status == 1)
                let line = try #require(try lines(run).first)
                #expect(line.outcome == "failed" && line.error == "Connection refused")
                #expect(run.errors.contains("cannot reach \(transport)://127.0.0.1:\(port): Connection refused"))
                #expect(run.errors.contains("divert serve"))
            }
        }

        @Test("A server that says nothing is given up on after --timeout")
        func silent() async throws {
            // A peer that reads what comes and answers nothing.
            try await withServer { server in
                try await withPeer(to: server) { peer in
                    let run = try await DivertRun(
                        ["call", "sip:\(peer.sentBy)", "--timeout", "0.2"], in: server.folder)
                    #expect(run.status == 1)
                    #expect(run.errors.contains("nothing came back within 0.2 s"), "\(run.errors)")
                }
            }
        }

        @Test(
            "What cannot be called is wrong usage, status 64",
            arguments: [
                ["sips:alice@127.0.0.1"], ["sip:127.0.0.1;transport=tls"], ["tel:+14255550100"], [],
                ["127.0.0.1", "--from", "tel:1"], ["127.0.0.1", "--timeout", "0"],
                ["127.0.0.1", "--cancel-after", "-1"], ["127.0.0.1", "--transport", "sctp"],
            ])
        func usage(arguments: [String]) async throws {
            try await withFolder { folder in
                let run = try await DivertRun(["call"] + arguments, in: folder)
                #expect(run.status == 64, "\(run.output) \(run.errors)")
                #expect(run.output.isEmpty && !run.errors.isEmpty)
            }
        }
    }
}
