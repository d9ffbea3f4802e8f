import ArgumentParser

/// `divert calls`: looks at calls.
struct CallsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calls", abstract: "List calls and tell the story of one.",
        discussion: """
            The newest calls of the resource, and what became of each:

              divert calls --state ringing
              divert calls show 5b7e1c1e
            """,
        subcommands: [CallsListCommand.self, CallsShowCommand.self], defaultSubcommand: CallsListCommand.self)
}
