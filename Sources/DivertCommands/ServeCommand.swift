import ArgumentParser
import DivertConfiguration
import DivertService
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// `divert serve`: runs the server.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the server.",
        usage: "divert serve [--config <file>] [--<setting> <value> ...] [--ready-json]",
        discussion: """
            Without a file the defaults hold: HTTP on 127.0.0.1:7080, HTTPS on 7443, SIP over UDP and TCP on 5060, data in \
            ./divert-data.

            \(ConfigurationArguments.discussion)

            divert check --show prints every setting with its value and where it came from, divert check --default every \
            setting with its default, and divert init writes a file to begin with.
            """)

    @OptionGroup
    var arguments: ConfigurationArguments

    @Flag(help: "Print one line of JSON on standard output when ready, and nothing else.")
    var readyJSON = false

    func run() async throws {
        let configuration = try self.arguments.load(otherFlags: ["--ready-json"]).configuration
        let logger = Logger(configuration.logging)
        let asJSON = self.readyJSON
        do {
            let server = try await DivertServer.build(
                configuration, version: Version.current, logger: logger
            ) { ready in
                StandardStreams.print(asJSON ? ready.line.json : Banner(ready, configuration).text)
            }
            try await Self.run(server)
        } catch let error as StartError {
            StandardStreams.complain("divert: \(error)")
            throw error.code == .configuration ? ExitStatus.configuration : ExitStatus.failed
        }
    }

    /// Runs until SIGTERM or SIGINT; a second signal ends the process at once.
    private static func run(_ server: DivertServer) async throws {
        let group = server.makeGroup()
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        let watch = Task {
            var isStopping = false
            for await signal in signals {
                guard !isStopping else { _exit(128 + signal.number) }
                isStopping = true
                await group.triggerGracefulShutdown()
            }
        }
        defer { watch.cancel() }
        try await server.run(group)
    }
}

extension UnixSignal {
    fileprivate var number: Int32 {
        self == .sigterm ? SIGTERM : SIGINT
    }
}
