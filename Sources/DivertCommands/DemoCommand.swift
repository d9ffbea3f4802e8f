import ArgumentParser
import DivertDemo
import Foundation

/// `divert demo`: shows the main job with a server process, a SIP caller and an application.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Place a real SIP call, redirect it over HTTP, and tell the story.",
        discussion: "Everything runs on free ports of the loopback interface and in a temporary folder.")

    @Option(help: ArgumentHelp("The published example request, to be replayed byte for byte.", valueName: "file"))
    var example: String?

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("divert-demo-\(ProcessInfo.processInfo.processIdentifier)")
        do {
            let example = try self.example.map { Array(try Data(contentsOf: URL(fileURLWithPath: $0))) }
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            try await Demo(folder: folder, example: example, print: StandardStreams.print).run()
            StandardStreams.print("\nEvery step happened.")
        } catch {
            StandardStreams.complain("divert demo: \(error)")
            throw ExitStatus.failed
        }
    }
}
