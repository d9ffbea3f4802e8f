import ArgumentParser
import DivertConfiguration
import DivertService

/// `divert check`: reads the configuration as `serve` does and says what is wrong with it, or what it amounts to.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check the configuration without starting the server.",
        usage: "divert check [--config <file>] [--<setting> <value> ...] [--show [--format <format>]]",
        discussion: """
            Takes the file, the variables and the flags that serve takes, and stops at the first mistake with the line \
            and the exit status (78) that serve would. Files that serve would read are read; nothing is made and no port \
            is opened.

            \(ConfigurationArguments.discussion)

            divert check --default > divert.yaml begins a file with every setting commented out.
            """)

    @OptionGroup
    var arguments: ConfigurationArguments

    @Flag(help: "Print every setting, its value and where it came from. Secrets are left out.")
    var show = false

    @Flag(name: .customLong("default"), help: "Print a configuration file with every setting commented out.")
    var printsDefault = false

    @OptionGroup
    var format: FormatOption

    func validate() throws {
        guard !self.printsDefault || !self.show else {
            throw ValidationError("--default prints what could be set, --show what is set: give one of them.")
        }
        guard self.show || self.format.format == .table else {
            throw ValidationError("--format belongs to --show.")
        }
    }

    func run() async throws {
        guard !self.printsDefault else {
            StandardStreams.print(String(CommentedFile.defaults.text.dropLast()))
            return
        }
        let loaded = try self.arguments.load(otherFlags: ["--show", "--default", "--format"])
        if self.show {
            StandardStreams.print(SettingsReport(loaded.settings).text(self.format.format))
        }
        do {
            try await StartCheck.check(loaded.configuration)
        } catch {
            StandardStreams.complain("divert: \(error)")
            throw ExitStatus.configuration
        }
        guard !self.show else { return }
        let subject = self.arguments.config ?? "The configuration"
        let listeners = ListenerSummary(loaded.configuration).text
        StandardStreams.print("\(subject) is fine: it would listen on \(listeners)")
    }
}
