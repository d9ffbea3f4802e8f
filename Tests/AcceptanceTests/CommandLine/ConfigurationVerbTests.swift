import Foundation
import Testing

@Suite("The verbs check, init and documentation", .timeLimit(.minutes(1)))
struct ConfigurationVerbTests {
    @Test("check says in one line that a file is fine, and makes nothing")
    func fine() async throws {
        try await withFolder { folder in
            try folder.write(
                "http: { port: 0, tls: off }\nsip: { listen: ['udp://127.0.0.1:5080'] }\n", to: "divert.yaml")
            let run = try await DivertRun(["check", "--config", "divert.yaml"], in: folder)
            #expect(run.status == 0)
            #expect(
                run.output
                    == "divert.yaml is fine: it would listen on http://127.0.0.1 (any free port), udp://127.0.0.1:5080")
            #expect(run.errors.isEmpty)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["divert.yaml"])
        }
    }

    @Test(
        "check and serve refuse with the same line and 78",
        arguments: ["http:\n  prot: 1\n", "http: { host: 0.0.0.0 }\n"])
    func refused(text: String) async throws {
        try await withFolder { folder in
            try folder.write(text, to: "divert.yaml")
            let check = try await DivertRun(["check", "--config", "divert.yaml"], in: folder)
            let serve = try await DivertRun(["serve", "--config", "divert.yaml"], in: folder)
            #expect(check.status == 78)
            #expect(serve.status == 78)
            #expect(check.output.isEmpty)
            #expect(check.errors == serve.errors)
            #expect(check.errors.contains("divert.yaml:"))
        }
    }

    @Test("check takes flags and variables as serve does, and understands a slip in its own flags")
    func arguments() async throws {
        try await withFolder { folder in
            let fine = try await DivertRun(
                ["check", "--http-port", "1", "--http-tls=off"], in: folder,
                environment: ["DIVERT_SIP_LISTEN": "udp://[::1]:2"])
            #expect(fine.output == "The configuration is fine: it would listen on http://127.0.0.1:1, udp://[::1]:2")
            let flag = try await DivertRun(["check", "--http-prot", "1"], in: folder)
            #expect(flag.status == 78)
            #expect(flag.errors.hasSuffix("did you mean --http-port?"))
            let own = try await DivertRun(["check", "--shwo"], in: folder)
            #expect(own.errors.hasSuffix("did you mean --show?"))
        }
    }

    @Test("check and serve find certificates that cannot be used, in the same words")
    func certificates() async throws {
        try await withFolder { folder in
            try folder.write("no certificate", to: "cert.pem")
            for (certificate, words) in [("nowhere.pem", "No such file"), ("cert.pem", "PEM")] {
                let flags = ["--http-tls-certificate", certificate, "--http-tls-private-key", "cert.pem"]
                let check = try await DivertRun(["check"] + flags, in: folder)
                #expect(check.status == 78)
                #expect(check.errors.contains("http.tls.certificate \(certificate)"), "\(check.errors)")
                #expect(check.errors.contains(words), "\(check.errors)")
                let serve = try await DivertRun(["serve"] + flags, in: folder)
                #expect(serve.status == 78)
                #expect(serve.errors == check.errors)
            }
        }
    }

    @Test("check finds a data folder, keys and a database that cannot be used, in the words of serve")
    func data() async throws {
        try await withFolder { folder in
            try folder.write("", to: "file")
            try FileManager.default.createDirectory(at: folder.file("keys"), withIntermediateDirectories: true)
            try folder.write("no key\n", to: "keys/context.keys")
            // Nobody reads a folder as a file, not even root.
            for folders in ["tokens", "blocked/tokens.key"] {
                try FileManager.default.createDirectory(
                    at: folder.file(folders), withIntermediateDirectories: true)
            }
            try folder.write("no key\n", to: "tokens/tokens.key")
            for data in ["file", "file/data", "keys", "tokens", "blocked"] {
                let check = try await DivertRun(["check", "--data", data], in: folder)
                #expect(check.status == 78)
                let serve = try await DivertRun(["serve", "--data", data, "--http-tls", "off"], in: folder)
                #expect(serve.status == 1)
                #expect(serve.errors == check.errors)
                #expect(check.errors.contains("\(data)"), "\(check.errors)")
            }
            let database = try await DivertRun(["check", "--storage-url", "sqlite:nowhere/divert.db"], in: folder)
            #expect(database.status == 78)
            #expect(database.errors.contains("nowhere/divert.db"))
        }
    }

    @Test("check --show tells every value and its source, without secrets")
    func show() async throws {
        try await withFolder { folder in
            try folder.write("calls:\n  drainSeconds: 3\nresources: [{ accessKeys: [c2VjcmV0] }]\n", to: "divert.yaml")
            let arguments = ["check", "--config", "divert.yaml", "--show", "--http-port", "0"]
            let run = try await DivertRun(arguments, in: folder, environment: ["DIVERT_LOGGING_LEVEL": "debug"])
            #expect(run.status == 0)
            let rows = run.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
            #expect(rows.first == ["SETTING", "VALUE", "FROM"])
            #expect(rows.contains(["http.port", "0", "--http-port"]))
            #expect(rows.contains(["calls.drainSeconds", "3", "divert.yaml:2"]))
            #expect(rows.contains(["logging.level", "debug", "DIVERT_LOGGING_LEVEL"]))
            #expect(rows.contains(["resources[0].accessKeys", "[redacted]", "divert.yaml:3"]))
            #expect(!run.output.contains("c2VjcmV0"))
            #expect(!run.output.contains("\u{1B}"))
        }
    }

    @Test("check --show --format json is a line of JSON for each setting")
    func showAsJSON() async throws {
        try await withFolder { folder in
            let run = try await DivertRun(
                ["check", "--show", "--format", "json", "--http-port", "0", "--webhook", "http://a.example/?b=c"],
                in: folder)
            let lines = run.output.split(separator: "\n").map(String.init)
            #expect(lines.contains(#"{"setting":"http.port","value":0,"from":"flag","place":"--http-port"}"#))
            #expect(lines.contains(#"{"setting":"http.publicUrl","value":null,"from":"default","place":"default"}"#))
            #expect(
                lines.contains(
                    #"{"setting":"events.subscriptions[0].endpoint","value":"http://a.example/?…","from":"flag","place":"--webhook"}"#
                ))
            for line in lines {
                let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                #expect(object?.keys.sorted() == ["from", "place", "setting", "value"])
            }
        }
    }

    @Test("check --default prints a file that changes nothing")
    func defaultFile() async throws {
        try await withFolder { folder in
            let run = try await DivertRun(["check", "--default"], in: folder)
            #expect(run.status == 0)
            try folder.write(run.output, to: "divert.yaml")
            let show = try await DivertRun(["check", "--config", "divert.yaml", "--show"], in: folder)
            #expect(show.status == 0)
            #expect(!show.output.contains("divert.yaml:"))
            #expect(show.output.contains("calls.drainSeconds"))
        }
    }

    @Test("init writes a file of mode 0600 with keys that nobody else has, and check accepts it")
    func initialise() async throws {
        try await withFolder { folder in
            let run = try await DivertRun(["init"], in: folder)
            #expect(run.status == 0)
            #expect(run.output.contains("divert serve --config divert.yaml"))
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("divert.yaml").path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            let text = folder.text(of: "divert.yaml")
            let keys = text.matches(of: /"([A-Za-z0-9+\/]{43}=)"/).map { String($0.output.1) }
            #expect(Set(keys).count == 3)
            for key in keys { #expect(!run.output.contains(key)) }
            let check = try await DivertRun(["check", "--config", "divert.yaml", "--http-host", "0.0.0.0"], in: folder)
            #expect(check.status == 0, "\(check.errors)")

            let other = try await DivertRun(["init", "other.yaml"], in: folder)
            #expect(other.status == 0)
            for key in keys { #expect(!folder.text(of: "other.yaml").contains(key)) }
        }
    }

    @Test("init replaces a file only with --force")
    func initialiseAgain() async throws {
        try await withFolder { folder in
            try folder.write("# mine\n", to: "divert.yaml")
            let refused = try await DivertRun(["init"], in: folder)
            #expect(refused.status == 1)
            #expect(refused.errors.contains("--force"))
            #expect(folder.text(of: "divert.yaml") == "# mine\n")
            let forced = try await DivertRun(["init", "--force"], in: folder)
            #expect(forced.status == 0)
            #expect(folder.text(of: "divert.yaml").contains("accessKeys: ["))
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("divert.yaml").path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            let nowhere = try await DivertRun(["init", "no/such/folder.yaml"], in: folder)
            #expect(nowhere.status == 1)
            #expect(nowhere.errors.contains("no/such/folder.yaml"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["divert.yaml"])
        }
    }

    @Test("documentation finds nothing to renew in docs/configuration.md, and says which marks it misses")
    func documentation() async throws {
        let page = Surroundings.tests.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/configuration.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        try await withFolder { folder in
            try folder.write(text, to: "page.md")
            let run = try await DivertRun(["documentation", "configuration", "--into", "page.md"], in: folder)
            #expect(run.status == 0, "\(run.errors)")
            #expect(folder.text(of: "page.md") == text, "run make docs")
            try folder.write("# Nothing\n", to: "page.md")
            let missing = try await DivertRun(["documentation", "configuration", "--into", "page.md"], in: folder)
            #expect(missing.status == 1)
            #expect(missing.errors.contains("short forms"))
            #expect(folder.text(of: "page.md") == "# Nothing\n")
        }
    }

    @Test("The help of serve says how settings are given and what prints them")
    func help() async throws {
        try await withFolder { folder in
            let run = try await DivertRun(["serve", "--help"], in: folder)
            #expect(run.output.contains("divert check --show"))
            #expect(run.output.contains("--http-port"))
            #expect(run.output.contains("--<setting> <value>"))
            let all = try await DivertRun(["--help"], in: folder)
            #expect(!all.output.contains("documentation"))
        }
    }
}
