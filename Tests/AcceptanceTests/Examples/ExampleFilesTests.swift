import Foundation
import Testing
import Yams

extension ExamplesAcceptance {
    /// What can be said of the examples that are not run.
    @Suite("The files of the examples")
    struct Files {
        @Test("The workflow is YAML with steps that do something")
        func workflow() throws {
            let steps = try Self.yaml("github-actions/divert.yml")["jobs"]?["calls"]?["steps"]?.array() ?? []
            #expect(steps.count > 3)
            #expect(steps.allSatisfy { $0["run"] != nil || $0["uses"] != nil })
        }

        @Test("Divert starts with the settings of the compose file, and takes its access key")
        func compose() async throws {
            let services = try #require(try Self.yaml("compose/compose.yaml")["services"])
            #expect(services["app"]?["network_mode"]?.string == "service:divert")
            let key = Data("a key that is only for this very test".utf8).base64EncodedString()
            var environment = Surroundings.childEnvironment
            for (name, value) in try #require(services["divert"]?["environment"]?.mapping) {
                let text = try #require(value.string)
                environment[try #require(name.string)] = text.hasPrefix("${DIVERT_ACCESS_KEY:?") ? key : text
            }
            #expect(environment["DIVERT_ACCESS_KEYS"] == key)
            try await withFolder { folder in
                let child = try ChildProcess(
                    Surroundings.server,
                    [
                        "serve", "--ready-json", "--http-port", "0", "--http-tls-port", "0",
                        "--sip-listen", "udp://0.0.0.0:0,tcp://0.0.0.0:0", "--data", folder.file("data").path,
                    ],
                    environment: environment, folder: folder.url)
                do {
                    let ready = try ReadyLine(parsing: try await child.output.expect("The ready line"))
                    let client = DivertClient(
                        endpoint: ready.http.replacing("0.0.0.0", with: "127.0.0.1"), accessKey: key)
                    let calls = try await client.calls()
                    #expect(calls.isEmpty)
                    child.signal(SIGTERM)
                    let status = try await child.exitStatus(within: .seconds(20))
                    #expect(status == 0)
                } catch {
                    Issue.record("The server's log:\n\(await child.errors.all.joined(separator: "\n"))")
                    await child.end()
                    throw error
                }
            }
        }

        @Test("What the Python examples ask for is what the tests run")
        func requirements() throws {
            let pinned = try Self.text("../Tests/requirements.txt").split(separator: "\n")
            for file in ["python/requirements.txt", "pytest/requirements.txt"] {
                for line in try Self.text(file).split(separator: "\n") where !line.hasPrefix("-r ") {
                    #expect(pinned.contains(line), "\(file): \(line)")
                }
            }
        }

        @Test(
            "The index names the version that each example asks for",
            arguments: [
                ("python", "requirements.txt", "callautomation=="),
                ("javascript", "package.json", "call-automation\": \""),
                ("dotnet", "RedirectByNumber.csproj", "CallAutomation\" Version=\""),
                ("java", "pom.xml", "callautomation</artifactId><version>"),
            ])
        func versions(folder: String, file: String, before: String) throws {
            let manifest = try Self.text("\(folder)/\(file)").replacing(#/>\s+</#, with: "><")
            let start = try #require(manifest.firstRange(of: before)).upperBound
            let version = manifest[start...].prefix { $0.isNumber || $0 == "." }
            #expect(!version.isEmpty)
            let rows = try Self.text("README.md").split(separator: "\n").filter { $0.hasPrefix("| [`\(folder)/`]") }
            #expect(rows.count == 1 && rows.allSatisfy { $0.contains(" \(version) ") }, "\(folder) \(version)")
        }

        private static func text(_ file: String) throws -> String {
            try String(contentsOf: Surroundings.examples.appending(path: file), encoding: .utf8)
        }

        private static func yaml(_ file: String) throws -> Node {
            try #require(try Yams.compose(yaml: text(file)))
        }
    }
}
