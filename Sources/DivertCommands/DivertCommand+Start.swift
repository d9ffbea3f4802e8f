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
        let words = self.path(to: type(of: command), from: self)?.joined(separator: " ")
        do {
            if var verb = command as? any AsyncParsableCommand {
                try await verb.run()
            } else {
                try command.run()
            }
        } catch let failure as CommandFailure {
            self.end(failure, words)
        } catch  where words == nil || error is ExitCode || error is CleanExit || error is ValidationError {
            // The parser has verbs of its own, such as help, whose errors it prints itself.
            self.exit(withError: error)
        } catch {
            let advice = "This should not happen. Please report it with what you typed."
            self.end(CommandFailure("unexpected: \(error)", advice: advice, status: ExitStatus.unexpected), words)
        }
    }

    private static func end(_ failure: CommandFailure, _ words: String?) {
        StandardStreams.complain(failure.text(for: words ?? "divert"))
        self.exit(withError: failure.status)
    }

    /// What is typed to reach a verb, `divert calls show`; nil for a verb that is not ours. A verb that stands in for
    /// its noun is left out.
    private static func path(to verb: any ParsableCommand.Type, from noun: any ParsableCommand.Type) -> [String]? {
        let name = noun.configuration.commandName ?? ""
        if verb == noun || noun.configuration.defaultSubcommand.map({ $0 == verb }) == true { return [name] }
        for next in noun.configuration.subcommands {
            if let rest = self.path(to: verb, from: next) { return [name] + rest }
        }
        return nil
    }
}
