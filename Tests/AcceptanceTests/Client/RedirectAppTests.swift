import Foundation
import Testing

extension ClientAcceptance {
    @Suite("The example of the client library")
    struct Example {
        @Test("RedirectApp takes the event of a call and redirects it")
        func redirects() async throws {
            let port = try await FreePort.tcp()
            var configuration = Connection.https.configuration
            configuration.webhook = "http://127.0.0.1:\(port)/api/events"
            try await withServer(configuration) { server in
                let app = try ChildProcess(
                    Surroundings.server.deletingLastPathComponent().appending(path: "RedirectApp"), [],
                    environment: Surroundings.childEnvironment.merging([
                        "CONNECTION_STRING":
                            "endpoint=\(server.ready.https ?? "")/;accesskey=\(DivertClient.developmentKey)",
                        "TRUSTED_CA": server.folder.file("data/development-ca.pem").path,
                        "REDIRECT_TO": "+14255550123", "PORT": "\(port)",
                    ]) { $1 }, folder: server.folder.url)
                do {
                    _ = try await app.errors.expect("The address of RedirectApp") { $0.contains("\(port)") }
                    let caller = try await SIPp.start("answered", ["FINAL": "302"], to: server)
                    let log = try await caller.finish()
                    #expect(log["contact"] == "<sip:+14255550123@gw1.example.net;user=phone>")
                    let calls = try await server.http.calls()
                    let call = try #require(calls.first)
                    let decided = try await server.http.call(call.id, until: \.isAcknowledged)
                    #expect(decided.state == "redirected")
                } catch {
                    Issue.record("RedirectApp said: \(await app.errors.all) \(await app.output.all)")
                    await app.end()
                    throw error
                }
                await app.end()
            }
        }

        @Test("Without a connection string it says what is missing")
        func withoutConnectionString() async throws {
            let app = try ChildProcess(
                Surroundings.server.deletingLastPathComponent().appending(path: "RedirectApp"), [],
                environment: Surroundings.childEnvironment, folder: FileManager.default.temporaryDirectory)
            let status = try await app.exitStatus(within: .seconds(20))
            #expect(status == 78)
            #expect(
                await app.errors.all.first?.hasPrefix("CONNECTION_STRING: The connection string cannot be used") == true
            )
        }
    }
}
