import Foundation
import Testing

extension SIPAcceptance {
    @Suite("are other products")
    struct OtherProducts {
        @Test("Kamailio as the trunk: it asks Divert, follows the 302 and connects the call to the target")
        func kamailio() async throws {
            let (target, targetPort) = try await SIPp.answering("taken", over: .udp)
            let port = try await FreePort.tcp()
            var configuration = ServerConfiguration()
            configuration.webhook = "http://127.0.0.1:\(port)/api/events"
            configuration.routes = [("+1*", "sip:{number}@127.0.0.1:\(targetPort);user=phone")]
            try await withServer(configuration) { server in
                try await withListener(
                    ["--redirect-to", "+14255550199", "--endpoint", server.ready.http], port: port
                ) { _ in
                    try await withKamailio(for: server) { trunk in
                        let run = try await DivertRun(
                            ["call", "sip:+14255550100@127.0.0.1:\(trunk)", "--from", "+14255550123", "--linger", "0"],
                            in: server.folder)
                        #expect(run.status == 0, "\(run.output)\n\(run.errors)")
                        #expect(run.output.contains("200 OK"))
                        #expect(!run.output.contains("302 Moved"))
                        let log = try await target.finish()
                        #expect(log["ack"] != nil)
                        let calls = try await server.http.calls()
                        #expect(calls.map(\.state) == ["redirected"])
                        let call = try await server.http.call(#require(calls.first?.id), until: \.isAcknowledged)
                        #expect(call.isAcknowledged)
                    }
                }
            }
        }

        @Test("baresip as the caller: it follows the 302 by itself, and talks to the target")
        func baresip() async throws {
            let (target, targetPort) = try await SIPp.answering("taken", over: .udp)
            var configuration = ServerConfiguration()
            configuration.routes = [("+1*", "sip:{number}@127.0.0.1:\(targetPort);user=phone")]
            try await withApplication(configuration) { server, application in
                try application.redirectEverything(to: "+14255550199", through: server.ready.http)
                // It hangs up after some seconds, however the call went.
                let run = try await CommandRun(
                    ["baresip", "-f", self.baresipFolder(in: server.folder).path, "-t", "12", "-e"]
                        + ["/dial sip:+14255550100@127.0.0.1:\(server.ready.sipPort)"],
                    in: server.folder.url,
                    environment: Surroundings.childEnvironment.merging(["HOME": server.folder.url.path]) { $1 })
                #expect(run.status == 0)
                try #require(run.output.contains("Call established"), "\(run.output)\n\(run.errors)")
                let log = try await target.finish()
                #expect(log["ack"] != nil && log["bye"] != nil)
                let calls = try await server.http.calls()
                #expect(calls.map(\.state) == ["redirected"])
                let call = try await server.http.call(#require(calls.first?.id), until: \.isAcknowledged)
                #expect(call.isAcknowledged)
                #expect(calls.first?.from.rawId == "sip:alice@127.0.0.1")
            }
        }

        /// The settings of a baresip that hears nothing, says nothing and listens on a port of its own.
        private func baresipFolder(in folder: TemporaryFolder) throws -> URL {
            let modules = ["/usr/lib/baresip/modules", "/usr/lib/x86_64-linux-gnu/baresip/modules"]
                .first { FileManager.default.fileExists(atPath: $0) }
            // It takes ports for TCP and TLS, too, whatever it is told; so the system chooses all of them.
            let lines = [
                "poll_method epoll", "net_interface 127.0.0.1", "sip_listen 127.0.0.1:0",
                "sip_transports udp", "module_path \(modules ?? "/usr/lib/baresip/modules")",
                "module g711.so", "module_app account.so", "module_app menu.so",
            ]
            try FileManager.default.createDirectory(at: folder.file("baresip"), withIntermediateDirectories: true)
            try folder.write(lines.joined(separator: "\n") + "\n", to: "baresip/config")
            try folder.write("<sip:alice@127.0.0.1>;regint=0;audio_codecs=pcmu\n", to: "baresip/accounts")
            try folder.write("", to: "baresip/contacts")
            return folder.file("baresip")
        }

        @Test("sipsak finds the server alive, over UDP")
        func sipsak() async throws {
            try await withServer { server in
                let uri = "sip:+14255550100@127.0.0.1:\(try server.ready.sipPort)"
                let run = try await CommandRun(["sipsak", "-v", "-s", uri], in: server.folder.url)
                #expect(run.status == 0, "\(run.output)\n\(run.errors)")
            }
        }

        /// Runs a test with a Kamailio that sends its calls to the server; the test gets its port.
        private func withKamailio(for server: DivertServer, _ test: (Int) async throws -> Void) async throws {
            let port = try await FreePort.udp()
            let script = Surroundings.tests.appending(path: "Scripts/kamailio-trunk.cfg")
            let text = try String(contentsOf: script, encoding: .utf8)
                .replacing("DIVERT_PORT", with: "\(server.ready.sipPort)")
            try server.folder.write(text, to: "kamailio.cfg")
            let search = "\(Surroundings.childEnvironment["PATH"] ?? "/usr/bin:/bin"):/usr/sbin"
            // The threads of a test block signals, a program inherits that, and Kamailio never lifts it.
            let unblocked =
                "import os, signal, sys; signal.pthread_sigmask(signal.SIG_SETMASK, []); os.execvp(sys.argv[1], sys.argv[1:])"
            let kamailio = try ChildProcess(
                Surroundings.search,
                ["python3", "-c", unblocked, "kamailio", "-DD", "-E", "-f", "kamailio.cfg"]
                    + ["-l", "udp:127.0.0.1:\(port)", "-m", "64", "-M", "8"],
                environment: Surroundings.childEnvironment.merging(["PATH": search]) { $1 }, folder: server.folder.url)
            do {
                try await SIPp.waitForSocket(.udp, port)
                try await test(port)
            } catch {
                Issue.record("Kamailio said:\n\(await kamailio.errors.all.suffix(40).joined(separator: "\n"))")
                kamailio.signal(SIGTERM)
                _ = try? await kamailio.exitStatus(within: .seconds(20))
                throw error
            }
            // Its workers end with it only when it is asked to.
            kamailio.signal(SIGTERM)
            _ = try await kamailio.exitStatus(within: .seconds(20))
        }
    }
}
