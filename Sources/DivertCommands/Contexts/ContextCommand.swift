import ArgumentParser

/// `divert context`: looks into contexts.
struct ContextCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "context", abstract: "Look into an incomingCallContext.",
        subcommands: [ContextDecodeCommand.self])
}
