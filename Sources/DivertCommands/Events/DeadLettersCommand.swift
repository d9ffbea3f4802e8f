import ArgumentParser
import CallAutomationModel
import Foundation

/// `divert deadletters`: events that were not delivered.
struct DeadLettersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deadletters", abstract: "List events that were not delivered, and send one again.",
        discussion: """
            A server keeps them for a week, with the reason and each attempt:

              divert deadletters
              divert deadletters replay 5b7e1c1e-0d2f-4f3c-9d5e-2f1b3a4c5d6e
            """,
        subcommands: [
            DeadLettersListCommand.self, DeadLettersShowCommand.self, DeadLettersReplayCommand.self,
        ], defaultSubcommand: DeadLettersListCommand.self)

    static let path = "/divert/deadletters"
}

/// `divert deadletters [list]`: the newest, a line each.
struct DeadLettersListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the newest events that were not delivered.",
        discussion: """
            As JSON objects, each on its own line, with every attempt:

              divert deadletters list --format json
            """)

    @OptionGroup var output: FormatOption
    @OptionGroup(title: "Server") var server: ConnectionOptions

    func run() async throws {
        let page = try await DivertPlane.with(try self.server.connection()) { plane in
            try await plane.get(DeadLettersCommand.path)
        }
        let letters = page["deadLetters"]?.elements ?? []
        switch self.output.format {
        case .json:
            for letter in letters { StandardStreams.print(letter) }
        case .table where letters.isEmpty:
            StandardStreams.complain("Every event was delivered, or is still on its way.")
        case .table:
            let now = Int64(Date().timeIntervalSince1970 * 1000)
            StandardStreams.print(DeadLettersTable(letters, now: now, terminal: .output).text)
        }
    }
}

/// `divert deadletters show`: one with its event, as JSON.
struct DeadLettersShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print one with its event as JSON.",
        discussion: """
            The attempts say what the endpoint answered:

              divert deadletters show 5b7e1c1e-0d2f-4f3c-9d5e-2f1b3a4c5d6e
            """)

    @Argument(help: "The event's id.")
    var id: String

    @OptionGroup(title: "Server") var server: ConnectionOptions

    func validate() throws { try DeadLettersShowCommand.validate(self.id) }

    static func validate(_ id: String) throws {
        guard UUIDText(id) != nil else { throw ValidationError("The id must be that of an event, a UUID.") }
    }

    func run() async throws {
        let letter = try await DivertPlane.with(try self.server.connection()) { plane in
            try await plane.get("\(DeadLettersCommand.path)/\(self.id)")
        }
        StandardStreams.print(letter)
    }
}

/// `divert deadletters replay`: posts one once more.
struct DeadLettersReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Send one again, under the same id.",
        discussion: """
            It goes to its subscription as that is now. Accepted, it is no dead letter any more. The call that it tells of may \
            be long over:

              divert deadletters replay 5b7e1c1e-0d2f-4f3c-9d5e-2f1b3a4c5d6e
            """)

    @Argument(help: "The event's id.")
    var id: String

    @OptionGroup(title: "Server") var server: ConnectionOptions

    func validate() throws { try DeadLettersShowCommand.validate(self.id) }

    func run() async throws {
        let attempt = try await DivertPlane.with(try self.server.connection()) { plane in
            try await plane.post("\(DeadLettersCommand.path)/\(self.id):replay", [], wait: .seconds(10))
        }
        let status = attempt["status"]?.integer
        guard status.map({ (200...204).contains($0) }) == true else {
            throw CommandFailure(
                "the endpoint did not accept the event: \(attempt.text("error") ?? "no answer")",
                advice: "What it answered: divert deadletters show \(self.id)")
        }
        StandardStreams.print("delivered")
    }
}
