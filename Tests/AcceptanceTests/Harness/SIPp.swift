import Foundation
import Testing

/// The independent SIP implementation of the tests: one run of a scenario of `Scenarios/`.
///
/// A scenario tells what it saw by log lines of the form `name=value`.
package final class SIPp: Sendable {
    package enum Transport: String, CaseIterable, Sendable {
        case udp = "u1"
        case tcp = "t1"
        /// A port for each call, where that matters.
        case udpPorts = "un"

        package static let allCases: [Transport] = [.udp, .tcp]
    }

    private let child: ChildProcess
    private let folder: TemporaryFolder
    private let scenario: String

    package init(_ child: ChildProcess, _ folder: TemporaryFolder, _ scenario: String) {
        self.child = child
        self.folder = folder
        self.scenario = scenario
    }

    deinit {
        folder.remove()
    }

    /// Starts a scenario; ``finish()`` waits for its end.
    ///
    /// - Parameters:
    ///   - words: what stands for words of the scenario, `FINAL` for example.
    ///   - relay: the port that stands before the server, where one does.
    ///   - calls: how many calls it makes, all at once.
    package static func start(
        _ scenario: String, _ words: [String: String] = [:], to server: DivertServer, over transport: Transport = .udp,
        through relay: Int? = nil, calls: Int = 1
    ) async throws -> SIPp {
        let port =
            switch transport {
            case .udp, .udpPorts: try await FreePort.udp()
            case .tcp: try await FreePort.tcp()
            }
        let folder = try TemporaryFolder()
        var text = try String(
            contentsOf: Surroundings.tests.appending(path: "Scenarios/\(scenario).xml"), encoding: .utf8)
        for (word, value) in words { text = text.replacing(word, with: value) }
        try folder.write(text, to: "scenario.xml")
        let arguments = [
            "sipp", "127.0.0.1:\(try relay ?? server.ready.sipPort)", "-sf", "scenario.xml", "-t", transport.rawValue,
            "-i",
            "127.0.0.1",
            "-p", "\(port)", "-s", "+14255550100", "-m", "\(calls)", "-l", "\(calls)", "-r", "\(calls * 10)",
            "-nostdin",
            "-timeout", "30s", "-timeout_error", "-recv_timeout", "25000",
            "-trace_err", "-error_file", folder.file("errors").path,
            "-trace_logs", "-log_file", folder.file("log").path,
        ]
        // Retransmissions are what scenarios say, unless one sends its INVITE with `retrans`.
        let flags =
            (text.contains("retrans=") ? ["-max_retrans", "7"] : ["-nr"])
            // Its own limit may be above that of the system, which it refuses.
            + (transport == .udpPorts ? ["-max_socket", "500"] : [])
        let environment = Surroundings.childEnvironment.merging(["TERM": "dumb"]) { $1 }
        let child = try ChildProcess(
            Surroundings.search, arguments + flags, environment: environment, folder: folder.url)
        return SIPp(child, folder, scenario)
    }

    /// Waits for the end; throws unless every step of the scenario happened.
    @discardableResult
    package func finish() async throws -> Log {
        let status: Int32
        do {
            status = try await child.exitStatus(within: .seconds(40))
        } catch {
            await child.end()
            throw error
        }
        guard status == 0 else {
            throw ScenarioFailed(
                scenario: scenario, status: status, errors: folder.text(of: "errors"), log: folder.text(of: "log"))
        }
        return Log(lines: folder.text(of: "log").split(separator: "\n").map(String.init))
    }

    /// A scenario from its start to its end.
    @discardableResult
    package static func run(
        _ scenario: String, _ words: [String: String] = [:], to server: DivertServer, over transport: Transport = .udp
    ) async throws -> Log {
        try await start(scenario, words, to: server, over: transport).finish()
    }

    /// What a scenario logged.
    package struct Log: Sendable {
        package let lines: [String]

        /// The values of a name, in order.
        package func all(_ name: String) -> [String] {
            lines.compactMap { line in
                line.range(of: "\(name)=").map { line[$0.upperBound...].trimmingCharacters(in: .whitespaces) }
            }
        }

        package subscript(_ name: String) -> String? { all(name).first }
    }
}

package struct ScenarioFailed: Error, CustomStringConvertible {
    package let scenario: String
    package let status: Int32
    package let errors: String
    package let log: String

    package var description: String {
        "sipp ended scenario \(scenario) with \(status)\n\(errors.prefix(4000))\n…\n\(errors.suffix(4000))\n\(log)"
    }
}
