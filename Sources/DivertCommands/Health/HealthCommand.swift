import ArgumentParser
import DivertConfiguration
import Foundation

/// `divert health`: asks a running server how it is. For health checks of containers and services, which have no curl.
struct HealthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health", abstract: "Ask a running server whether it takes calls.",
        discussion: """
            Asks /health/ready, or with --live /health/live, which a server that drains or cannot write to its disk still \
            answers. Without --endpoint the server of this configuration is asked: the file, the variables (DIVERT_HTTP_PORT), \
            else http://127.0.0.1:7080. Exit status 0: it does, 1: it does not or cannot be reached.
            """)

    @Option(help: ArgumentHelp("Where the server listens, for example http://127.0.0.1:7080.", valueName: "url"))
    var endpoint: String?

    @Option(help: ArgumentHelp("The configuration file of the server.", valueName: "file"))
    var config: String?

    @Flag(help: "Ask only whether the process is alive.")
    var live = false

    func run() async throws {
        let url: String
        do {
            url = try self.address() + (self.live ? "/health/live" : "/health/ready")
        } catch {
            StandardStreams.complain("divert health: \(error)")
            throw ExitStatus.configuration
        }
        let report = await HealthReport(of: url)
        guard report.isHealthy else {
            StandardStreams.complain("divert health: \(report.text)\n  \(report.advice)")
            throw ExitStatus.failed
        }
        StandardStreams.print(report.text)
    }

    /// The base address of the server, without a slash at its end.
    private func address() throws -> String {
        if let endpoint = self.endpoint {
            return String(endpoint.reversed().drop { $0 == "/" }.reversed())
        }
        let configuration = try Configuration.load(
            file: self.config, environment: ProcessInfo.processInfo.environment)
        return try HealthAddress(configuration.http).url
    }
}
