package import ArgumentParser

/// `divert`: a call redirect service.
package struct DivertCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "divert",
        abstract: "A self-hosted call redirect service: SIP in, a webhook out, one HTTP request decides.",
        subcommands: [
            ServeCommand.self,
            DemoCommand.self,
            CallCommand.self,
            ListenCommand.self,
            RedirectCommand.self,
            RejectCommand.self,
            SimulateCommand.self,
            CallsCommand.self,
            ContextCommand.self,
            ConnectionStringCommand.self,
            CompletionsCommand.self,
        ])

    package init() {}
}
