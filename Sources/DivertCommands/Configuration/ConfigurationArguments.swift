import ArgumentParser
import DivertConfiguration
import Foundation

/// `--config` and the settings as flags, the same for `serve` and `check`.
struct ConfigurationArguments: ParsableArguments {
    @Option(help: ArgumentHelp("The configuration file.", valueName: "file"))
    var config: String?

    @Argument(
        parsing: .allUnrecognized, help: ArgumentHelp("Settings of the configuration, as flags.", visibility: .hidden))
    var settings: [String] = []

    /// What the help of a verb says about settings.
    static let discussion = """
        Every setting of the configuration is also a flag, named after its path (http.port is --http-port), and a \
        variable (DIVERT_HTTP_PORT). Flags beat variables, and those beat the file. Lists are written with commas. \
        Short forms: --webhook URL, --access-keys KEY,KEY, --hosts NAME,NAME, --peers NETWORK,NETWORK.
        """

    /// The configuration of file, environment and flags.
    ///
    /// - Parameter otherFlags: The flags of the verb itself, for the error line.
    /// - Throws: The exit status, when the one line about the mistake has been printed.
    func load(otherFlags: [String]) throws -> LoadedConfiguration {
        do {
            return try LoadedConfiguration.load(
                file: self.config, environment: ProcessInfo.processInfo.environment, arguments: self.settings,
                otherFlags: ["--config"] + otherFlags)
        } catch {
            StandardStreams.complain("divert: \(error)")
            throw ExitStatus.configuration
        }
    }
}
