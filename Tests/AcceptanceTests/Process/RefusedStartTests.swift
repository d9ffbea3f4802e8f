import Foundation
import Testing

extension ProcessAcceptance {
    @Suite("does not start")
    struct RefusedStart {
        /// A file, and what the one line about it must name.
        struct Mistake: Sendable, CustomTestStringConvertible {
            let text: String
            let words: [String]

            var testDescription: String { words.joined(separator: " ") }
        }

        static let mistakes = [
            Mistake(text: "http:\n  prot: 7080\n", words: ["divert.yaml:2", "http.prot"]),
            Mistake(text: "htpp:\n  port: 7080\n", words: ["divert.yaml:1", "htpp"]),
            Mistake(text: "http:\n  port: soon\n", words: ["divert.yaml:2", "http.port", "soon"]),
            Mistake(text: "http:\n  port: 70000\n", words: ["divert.yaml:2", "http.port", "70000"]),
            Mistake(text: "sip:\n  listen:\n    - udp:5060\n", words: ["divert.yaml:3", "sip.listen"]),
            Mistake(text: "calls:\n  ringTimeoutSeconds: -1\n", words: ["divert.yaml:2", "calls.ringTimeoutSeconds"]),
            Mistake(text: "storage:\n  url: postgresql://db/divert\n", words: ["divert.yaml:2", "storage.url"]),
            Mistake(text: "http:\n  host: 0.0.0.0\n", words: ["accessKeys"]),
            Mistake(text: "http: [", words: ["divert.yaml"]),
        ]

        @Test("A bad file ends `serve` with 78 and one line: file, line, key", arguments: mistakes)
        func badFile(mistake: Mistake) async throws {
            try await withFolder { folder in
                try folder.write(mistake.text, to: "divert.yaml")
                let run = try await DivertRun(["serve", "--config", "divert.yaml", "--ready-json"], in: folder)
                #expect(run.status == 78)
                #expect(run.output.isEmpty)
                let lines = run.errors.split(separator: "\n")
                #expect(lines.count == 1, "\(run.errors)")
                for word in mistake.words { #expect(run.errors.contains(word)) }
            }
        }

        @Test("A flag and a variable are named as they were given")
        func badArguments() async throws {
            try await withFolder { folder in
                let flag = try await DivertRun(["serve", "--http-port", "soon"], in: folder)
                #expect(flag.status == 78)
                #expect(flag.errors.contains("--http-port"))
                let variable = try await DivertRun(["serve"], in: folder, environment: ["DIVERT_HTTP_PORT": "soon"])
                #expect(variable.status == 78)
                #expect(variable.errors.contains("DIVERT_HTTP_PORT"))
            }
        }

        @Test("A file that is not there is named")
        func noFile() async throws {
            try await withFolder { folder in
                let run = try await DivertRun(["serve", "--config", "nowhere.yaml"], in: folder)
                #expect(run.status == 78)
                #expect(run.errors.contains("nowhere.yaml"))
            }
        }

        @Test("D11: a second server on one data folder")
        func secondServer() async throws {
            try await withServer { server in
                var configuration = ServerConfiguration()
                configuration.data = server.folder.file("data").path
                try await withFolder { folder in
                    try folder.write(configuration.yaml, to: "divert.yaml")
                    let run = try await DivertRun(["serve", "--config", "divert.yaml", "--ready-json"], in: folder)
                    #expect(run.status != 0)
                    #expect(run.output.isEmpty)
                    #expect(run.errors.contains(configuration.data), "\(run.errors)")
                }
                #expect(try await server.http.plain("GET", "/health/ready").status == 200)
            }
        }

        @Test("A busy port names the flag that changes it")
        func busyPort() async throws {
            try await withServer { server in
                try await withFolder { folder in
                    var configuration = ServerConfiguration()
                    configuration.http = try ReadyLine.port(of: server.ready.http)
                    try folder.write(configuration.yaml, to: "divert.yaml")
                    let run = try await DivertRun(["serve", "--config", "divert.yaml", "--ready-json"], in: folder)
                    #expect(run.status != 0)
                    #expect(run.errors.contains("--http-port"), "\(run.errors)")
                }
                try await withFolder { folder in
                    var configuration = ServerConfiguration()
                    configuration.sip = try server.ready.sipPort
                    try folder.write(configuration.yaml, to: "divert.yaml")
                    let run = try await DivertRun(["serve", "--config", "divert.yaml", "--ready-json"], in: folder)
                    #expect(run.status != 0)
                    #expect(run.errors.contains("--sip-listen"), "\(run.errors)")
                }
            }
        }
    }
}
