import ArgumentParser

extension DivertCommand {
    /// Runs the verb that the arguments name, and ends the process with its exit status (``ExitStatus``).
    package static func start() async {
        var command: any ParsableCommand
        do {
            command = try await self.asyncParseAsRoot()
        } catch {
            // Wrong usage, and the wish for help.
            self.exit(withError: error)
        }
        do {
            if var verb = command as? any AsyncParsableCommand {
                try await verb.run()
            } else {
                try command.run()
            }
        } catch let failure as CommandFailure {
            StandardStreams.complain(failure.text(for: self.words(of: type(of: command))))
            self.exit(withError: failure.status)
        } catch  where error is ExitCode || error is CleanExit || error is ValidationError {
            self.exit(withError: error)
        } catch {
            let failure = CommandFailure(
                "unexpected: \(error)", advice: "This should not happen. Please report it with what you typed.",
                status: ExitStatus.unexpected)
            StandardStreams.complain(failure.text(for: self.words(of: type(of: command))))
            self.exit(withError: failure.status)
        }
    }

    /// What is typed to reach a verb: `divert calls show`. A verb that stands in for its noun is left out.
    private static func words(of verb: any ParsableCommand.Type) -> String {
        self.path(to: verb, from: self)?.joined(separator: " ") ?? "divert"
    }

    private static func path(to verb: any ParsableCommand.Type, from noun: any ParsableCommand.Type) -> [String]? {
        let name = noun.configuration.commandName ?? ""
        if verb == noun || noun.configuration.defaultSubcommand.map({ $0 == verb }) == true { return [name] }
        for next in noun.configuration.subcommands {
            if let rest = self.path(to: verb, from: next) { return [name] + rest }
        }
        return nil
    }
}
