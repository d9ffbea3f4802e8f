import Foundation
import Testing

extension DistributionAcceptance {
    @Suite("The tarball")
    struct Tarball {
        @Test("The checksums are those of the files")
        func checksums() async throws {
            let run = try await CommandRun(["sha256sum", "--check", "--strict", "SHA256SUMS"], in: Artefacts.folder)
            let output = try run.succeeded()
            #expect(try output.contains("\(Artefacts.tarball().lastPathComponent): OK"), "\(output)")
        }

        @Test("It holds what belongs to the program, in order, and nothing of whoever packed it")
        func entries() async throws {
            let run = try await CommandRun(
                ["tar", "--list", "--verbose", "--numeric-owner", "--file", Artefacts.tarball().path],
                in: Artefacts.folder)
            let entries = try run.succeeded().split(separator: "\n").map { $0.split(separator: " ") }
            let name = try Artefacts.name()
            let paths = entries.compactMap { $0.last?.dropFirst(name.count + 1) }.map(String.init)
            #expect(
                paths.filter { !$0.hasSuffix("/") && !$0.isEmpty } == [
                    "CHANGELOG.md", "LICENSE", "NOTICE", "README.md", "completions/_divert", "completions/divert.bash",
                    "completions/divert.fish", "divert", "divert.env", "divert.service", "divert.yaml", "man/divert.1",
                ])
            #expect(Set(entries.map { $0[1] }) == ["0/0"])
            let times = Set(entries.map { "\($0[3]) \($0[4])" })
            #expect(times.count == 1, "\(times)")
        }

        @Test("The program needs glibc, libgcc as glibc does, and no other library")
        func libraries() async throws {
            try await withFolder { folder in
                let program = try await Artefacts.unpack(in: folder).appending(path: "divert")
                let libraries = try await BareRoot.libraries(of: program)
                let names = libraries.map(\.lastPathComponent).sorted()
                #expect(
                    names.filter { !$0.hasPrefix("ld-linux") } == ["libc.so.6", "libgcc_s.so.1", "libm.so.6"],
                    "\(names)")
            }
        }

        @Test("In an empty folder, without any environment variable, it serves")
        func emptyFolder() async throws {
            try await withFolder { folder in
                let program = try await Artefacts.unpack(in: folder).appending(path: "divert")
                let empty = folder.file("empty")
                try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
                try await FreshServer(program, FreshServer.arguments, folder: empty).works { endpoint in
                    let health = try await CommandRun(
                        [program.path, "health", "--endpoint", endpoint], in: empty, environment: [:])
                    #expect(health.status == 0, "\(health.errors)")
                }
                let left = try FileManager.default.contentsOfDirectory(atPath: empty.path)
                #expect(left == ["divert-data"])
            }
        }

        @Test(
            "In a root with nothing but itself and those, it serves",
            .enabled("Only root can change the root, where it may mount", { BareRoot.isAvailable }))
        func bareRoot() async throws {
            try await withFolder { folder in
                let program = try await Artefacts.unpack(in: folder).appending(path: "divert")
                let root = try await BareRoot(of: program, at: folder.file("root"))
                let command = root.command(FreshServer.arguments + ["--data", "/data"])
                try await FreshServer(looking: command, folder: folder.url).works()
            }
        }

        @Test("The configuration that comes with it is what holds without one")
        func configuration() async throws {
            try await withFolder { folder in
                let tree = try await Artefacts.unpack(in: folder)
                try await FreshServer(
                    tree.appending(path: "divert"), FreshServer.arguments + ["--config", "divert.yaml"], folder: tree
                ).works()
            }
        }

        @Test("The version is the same everywhere")
        func version() async throws {
            let tree = try Artefacts.tree()
            let run = try await CommandRun([tree.path + "/divert", "--version"], in: tree)
            let version = try run.succeeded()
            #expect(try Artefacts.name().hasPrefix("divert-\(version)-linux-"))
            let changes = try String(contentsOf: tree.appending(path: "CHANGELOG.md"), encoding: .utf8)
            let newest = try #require(changes.split(separator: "\n").first { $0.hasPrefix("## ") })
            #expect(newest.hasPrefix("## \(version)"), "\(newest)")
        }

        @Test("The notices name what is linked in, each with its licence")
        func notices() throws {
            let tree = try Artefacts.tree()
            let text = try String(contentsOf: tree.appending(path: "NOTICE"), encoding: .utf8)
            for name in [
                "async-http-client", "GRDB.swift", "hummingbird", "swift-nio", "swift-nio-ssl", "Yams", "LibYAML",
                "ICU", "SQLite", "zlib", "boringssl",
            ] {
                #expect(text.contains(name), "\(name)")
            }
            #expect(!text.contains("/checkouts/"))
        }
    }
}
