import Foundation
import Testing

/// Every command of the documentation, typed as it stands there.
///
/// Each page has an empty folder, and where the system allows it a network of its own, so that the default ports are
/// free whatever else runs on the machine.
@Suite("The documentation", .serialized, .timeLimit(.minutes(2)))
struct DocumentedCommandsTests {
    /// What is not run here, by the beginning of the block, and why that is all right.
    private static let notRun: [String: String] = [
        "make demo": "DemoTests run the demo, and this is make test",
        "make build": "it was built before the tests",
        "sudo install": "it changes the machine; DistributionTests use the unpacked folder",
        "sudo apt install": "it changes the machine; DebianPackageTests install it in a root of their own",
        "docker build": "needs a container engine; the page says so",
    ]

    private static let root = Surroundings.tests.deletingLastPathComponent().deletingLastPathComponent()

    static let pages: [String] = {
        let folders = ["", "docs"]
        let names = folders.flatMap { folder -> [String] in
            let entries =
                (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)) ?? []
            return entries.filter { $0.hasSuffix(".md") }.map { folder.isEmpty ? $0 : "\(folder)/\($0)" }
        }
        return names.sorted()
    }()

    @Test("Every command of a page works as it stands there", arguments: pages)
    func commands(page: String) async throws {
        let script = Surroundings.tests.appending(path: "Scripts/documented_commands.py").path
        let command = [
            Surroundings.python.path, script, Self.root.appending(path: page).path, "--divert",
            Surroundings.server.path,
            "--examples", Self.root.appending(path: "examples").path,
            "--downloads", Self.root.appending(path: ".build/dist").path,
        ]
        let run = try await Self.run(Self.ownNetwork + command)
        #expect(run.status == 0, "\(page):\n\(run.lines.joined(separator: "\n"))")
        for line in run.lines where line.hasPrefix("not run, line ") {
            let command = line.split(separator: ": ", maxSplits: 1).last ?? ""
            #expect(
                Self.notRun.keys.contains { command.hasPrefix($0) },
                "\(page): nothing runs “\(command)”, and nothing says why not")
        }
    }

    @Test("Links between pages lead to files that exist", arguments: pages)
    func links(page: String) throws {
        let file = Self.root.appending(path: page)
        let text = try String(contentsOf: file, encoding: .utf8)
        for match in text.matches(of: /\]\(([^)#:\s]+)(#[^)\s]*)?\)/) {
            let target = file.deletingLastPathComponent().appending(path: String(match.1))
            #expect(FileManager.default.fileExists(atPath: target.path), "\(page): \(match.1)")
        }
    }

    private static func run(_ command: [String]) async throws -> (status: Int32, lines: [String]) {
        let child = try ChildProcess(
            Surroundings.search, command, environment: Surroundings.childEnvironment,
            folder: FileManager.default.temporaryDirectory)
        do {
            let status = try await child.exitStatus(within: .seconds(110))
            return (status, await child.output.all + child.errors.all)
        } catch {
            await child.end()
            throw error
        }
    }

    /// What puts a command into a network of its own; nothing where the system does not allow that.
    private static let ownNetwork: [String] = {
        let prefix = ["unshare", "--map-root-user", "--net", "--"]
        let trial = Process()
        trial.executableURL = Surroundings.search
        trial.arguments = prefix + ["true"]
        trial.standardError = FileHandle.nullDevice
        guard (try? trial.start()) != nil else { return [] }
        trial.waitUntilExit()
        return trial.terminationStatus == 0 ? prefix : []
    }()
}
