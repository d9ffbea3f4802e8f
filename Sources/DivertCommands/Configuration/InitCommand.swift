import ArgumentParser
import DivertConfiguration
import Foundation

/// `divert init`: writes a configuration with keys of its own.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write a commented configuration with fresh keys.",
        discussion: """
            The file holds two random access keys, a random key for contexts and a random resource id, and every other \
            setting with its default, commented out. Its mode is 0600, since it holds secrets.
            """)

    @Argument(help: "The file to write.")
    var file = "divert.yaml"

    @Flag(help: "Replace the file if it exists. The keys in it are lost.")
    var force = false

    func run() throws {
        let resourceID = UUID().uuidString.lowercased()
        let text = CommentedFile.start(
            resourceID: resourceID, accessKeys: [Self.key(), Self.key()], contextKey: Self.key()
        ).text
        do {
            try SecretFile.make(at: self.file, Array(text.utf8), replacing: self.force)
        } catch {
            StandardStreams.complain(self.complaint(error))
            throw ExitStatus.failed
        }
        let name = ShellWord.quoted(self.file)
        StandardStreams.print(
            """
            Wrote \(self.file): two access keys, a context key, and a resource with the id \(resourceID).

            Next
              divert serve --config \(name)                look at it with: divert check --config \(name) --show
              divert connection-string --config \(name)    what an application connects with
            """)
    }

    private func complaint(_ error: SecretFile.Failure) -> String {
        switch error {
        case .exists:
            return "divert init: \(self.file) is there already, and nothing was changed\n"
                + "  Name another file (divert init FILE), or replace this one and lose its keys with --force."
        case .system(let reason):
            return "divert init: \(self.file) cannot be written: \(reason)\n"
                + "  Name a file in a folder that exists and that you may write to (divert init FILE)."
        }
    }

    /// 32 random bytes in base64.
    private static func key() -> String {
        var generator = SystemRandomNumberGenerator()
        return Data((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }).base64EncodedString()
    }
}
