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
            HealthCommand.self,
        ])

    package init() {}

    /// Runs the verb that the arguments name, and ends the process with its exit status.
    package static func start() async {
        await self.main()
    }
}
