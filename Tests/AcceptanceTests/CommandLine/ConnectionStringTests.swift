import Foundation
import Testing

extension CommandLineAcceptance {
    @Suite("divert connection-string")
    struct ConnectionStrings {
        private struct Printed: Decodable {
            let endpoint: String
            let accessKey: String
            let connectionString: String
        }

        private static let development = "accesskey=\(DivertClient.developmentKey)"

        @Test("Without a configuration it is that of a server without one, as text and as JSON")
        func defaults() async throws {
            try await withFolder { folder in
                let run = try await DivertRun(["connection-string"], in: folder)
                #expect(run.status == 0 && run.errors.isEmpty)
                #expect(run.output == "endpoint=https://localhost:7443/;\(Self.development)")
                let plain = try await DivertRun(["connection-string", "--http"], in: folder)
                #expect(plain.output == "endpoint=http://localhost:7080/;\(Self.development)")
                let json = try await DivertRun(["connection-string", "--format", "json"], in: folder)
                    .decoded(Printed.self)
                #expect(json.endpoint == "https://localhost:7443/")
                #expect(json.accessKey == DivertClient.developmentKey)
                #expect(json.connectionString == run.output)
            }
        }

        @Test("A shell sets the variable with it, and the other verbs understand it")
        func shell() async throws {
            try await withServer { server in
                var configuration = ServerConfiguration()
                configuration.http = try ReadyLine.port(of: server.ready.http)
                try server.folder.write(configuration.yaml, to: "known.yaml")
                let script = """
                    eval "$("$1" connection-string --config known.yaml --shell)" && "$1" simulate && "$1" calls
                    """
                let shell = try ChildProcess(
                    Surroundings.search, ["bash", "-c", script, "bash", Surroundings.server.path],
                    environment: Surroundings.childEnvironment, folder: server.folder.url)
                let status = try await shell.exitStatus(within: .seconds(20))
                let errors = await shell.errors.all.joined(separator: "\n")
                #expect(status == 0, "\(errors)")
                let output = await shell.output.all.joined(separator: "\n")
                #expect(output.contains("ringing"), "\(output)")
            }
        }

        @Test("The configured resource and key are printed; a resource that is not there is refused with 64")
        func resources() async throws {
            try await withFolder { folder in
                var configuration = ServerConfiguration()
                configuration.http = 9000
                configuration.resource = ("00000000-0000-0000-0000-000000000009", "divert.example", "a2V5IG9mIG9uZQ==")
                try folder.write(configuration.yaml, to: "divert.yaml")
                let run = try await DivertRun(
                    ["connection-string", "--config", "divert.yaml", "--resource", "example"], in: folder)
                #expect(run.output == "endpoint=http://localhost:9000/;accesskey=a2V5IG9mIG9uZQ==", "\(run.errors)")
                try await DivertRun(
                    ["connection-string", "--config", "divert.yaml", "--resource", "other"], in: folder
                ).expectFailure(64, "divert connection-string: there is no resource other\n  There are: example")
            }
        }

        @Test("What cannot be used ends with 78, two forms at once with 64")
        func failures() async throws {
            try await withFolder { folder in
                try folder.write(ServerConfiguration().yaml, to: "divert.yaml")
                try await DivertRun(["connection-string", "--config", "divert.yaml"], in: folder)
                    .expectFailure(78, "divert connection-string: http.port is 0")
                try await DivertRun(["connection-string", "--config", "nowhere.yaml"], in: folder)
                    .expectFailure(78, "divert connection-string: nowhere.yaml: ")
                try await DivertRun(["connection-string", "--shell", "--format", "json"], in: folder)
                    .expectFailure(64, "Error: ", "Usage: divert connection-string ")
            }
        }
    }
}
