import ArgumentParser
import CallAutomationClient
import CallAutomationModel
import DivertConfiguration
import Foundation
import RequestSigning

/// `divert connection-string`: what an application is given.
struct ConnectionStringCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connection-string", abstract: "Print the connection string of a resource, key included.",
        discussion: """
            For the SDKs, and for the verbs of this program:

              eval "$(divert connection-string --config divert.yaml --shell)"

            Without a file the defaults and the variables of the configuration hold. The server need not run. With \
            --format json the members are endpoint, accessKey and connectionString.
            """)

    @Option(
        help: ArgumentHelp("The configuration file.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"]))
    var config: String?

    @Option(help: ArgumentHelp("The resource. (default: the first)", valueName: "name"))
    var resource: String?

    @Flag(help: "The address without TLS.")
    var http = false

    @Flag(help: "Print the line that sets DIVERT_CONNECTION_STRING in a shell.")
    var shell = false

    @OptionGroup var output: FormatOption

    func validate() throws {
        guard !self.shell || self.output.format == .table else {
            throw ValidationError("--shell and --format json are two forms of one result: choose one.")
        }
    }

    func run() throws {
        let configuration: Configuration
        do {
            configuration = try Configuration.load(
                file: self.config, environment: ProcessInfo.processInfo.environment)
        } catch {
            throw CommandFailure("\(error)", status: ExitStatus.configuration)
        }
        let connection = try ServerConnection(configuration, resource: self.resource, isPlain: self.http)
        if self.output.format == .json {
            var text = JSONText()
            text.object { text in
                text.member("endpoint", "\(connection.endpoint.url)/")
                text.member("accessKey", connection.accessKey.base64)
                text.member("connectionString", connection.string)
            }
            StandardStreams.print(text)
        } else if self.shell {
            StandardStreams.print("export \(ConnectionOptions.variable)=\(connection.string.quotedForShells)")
        } else {
            StandardStreams.print(connection.string)
        }
    }
}

extension String {
    /// The text as one word of a POSIX shell, in which nothing is special.
    package var quotedForShells: String {
        "'" + self.replacing("'", with: "'\\''") + "'"
    }
}
