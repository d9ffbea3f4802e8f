import Foundation
import Testing

extension ProcessAcceptance {
    @Suite("starts")
    struct Start {
        @Test("The ready line names every listener, and health tells the truth")
        func ready() async throws {
            try await withServer { server in
                #expect(server.ready.ready)
                #expect(server.ready.https == nil)
                #expect(server.ready.sip.count == 2)
                #expect(server.ready.sip[0].hasPrefix("udp://127.0.0.1:"))
                #expect(server.ready.sip[1] == server.ready.sip[0].replacing("udp", with: "tcp"))
                for path in ["/health/live", "/health/ready"] {
                    let answer = try await server.http.plain("GET", path)
                    #expect(answer.status == 200, "\(path): \(answer)")
                }
            }
        }

        @Test("The data folder holds what it should, keys for their owner alone")
        func dataFolder() async throws {
            var configuration = ServerConfiguration()
            configuration.hasTLS = true
            try await withServer(configuration) { server in
                let open = ["divert.db", "development-ca.pem", "localhost.pem"]
                let secret = ["development-ca.key", "localhost.key", "context.keys"]
                for name in open + secret {
                    let path = server.folder.file("data/\(name)").path
                    #expect(FileManager.default.fileExists(atPath: path), "\(name)")
                    guard secret.contains(name) else { continue }
                    let attributes = try FileManager.default.attributesOfItem(atPath: path)
                    #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
                }
            }
        }

        @Test("It starts by flags alone")
        func flags() async throws {
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            let child = try ChildProcess(
                Surroundings.server,
                [
                    "serve", "--ready-json", "--http-port", "0", "--http-tls-port", "0",
                    "--sip-listen", "udp://127.0.0.1:0,tcp://127.0.0.1:0", "--data", folder.file("kept").path,
                ],
                environment: Surroundings.childEnvironment, folder: folder.url)
            let line = try await child.output.expect("The ready line")
            await child.end()
            let ready = try ReadyLine(parsing: line)
            #expect(ready.https != nil)
            #expect(FileManager.default.fileExists(atPath: folder.file("kept/divert.db").path))
        }
    }
}
