package import ArgumentParser

/// `divert`: a call redirect service.
package struct DivertCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "divert",
        abstract: "A self-hosted call redirect service: SIP in, a webhook out, one HTTP request decides.",
        version: Version.current,
        subcommands: [
            ServeCommand.self,
            DemoCommand.self,
            CallCommand.self,
            ListenCommand.self,
            SimulateCommand.self,
            RedirectCommand.self,
            RejectCommand.self,
            CallsCommand.self,
            SubscriptionsCommand.self,
            DeadLettersCommand.self,
            ContextCommand.self,
            UserCommand.self,
            TokenCommand.self,
            ConnectionStringCommand.self,
            InitCommand.self,
            CheckCommand.self,
            CompletionsCommand.self,
            HealthCommand.self,
            DocumentationCommand.self,
        ])

    package init() {}
}
