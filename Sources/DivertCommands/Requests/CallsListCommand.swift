import ArgumentParser
import CallRouting
import Foundation

/// `divert calls [list]`: the newest calls, a line each.
struct CallsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the newest calls.",
        discussion: """
            The calls that ring at the moment, as JSON objects, each on its own line:

              divert calls list --state ringing --format json

            A server keeps calls for some minutes after they are over, and shows the newest hundred.
            """)

    @Option(help: ArgumentHelp("Only calls in this state.", valueName: "state"))
    var state: CallState?

    @Option(help: ArgumentHelp("At most so many.", valueName: "count"))
    var limit = 100

    @OptionGroup var output: FormatOption
    @OptionGroup(title: "Server") var server: ConnectionOptions

    func validate() throws {
        guard self.limit > 0 else { throw ValidationError("--limit must be at least 1.") }
    }

    func run() async throws {
        let calls = try await DivertPlane.with(try self.server.connection()) { plane in
            try await plane.calls(limit: self.limit) { call in
                self.state.map { $0.rawValue == call.state } ?? true
            }
        }
        switch self.output.format {
        case .json:
            for call in calls { StandardStreams.print(call.json) }
        case .table where calls.isEmpty:
            StandardStreams.complain("No calls\(self.state.map { " are \($0.rawValue)" } ?? " yet: divert simulate").")
        case .table:
            let now = Int64(Date().timeIntervalSince1970 * 1000)
            StandardStreams.print(CallsTable(calls, now: now, terminal: .output).text)
        }
    }
}

/// `--state ringing`.
extension CallState: ExpressibleByArgument {}
