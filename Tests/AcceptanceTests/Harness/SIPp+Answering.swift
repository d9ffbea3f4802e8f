import Foundation

extension SIPp {
    /// Starts a scenario that waits for a call, on a port of its own, and waits until the port is open.
    package static func answering(_ scenario: String, over transport: Transport) async throws -> (peer: SIPp, port: Int)
    {
        let port =
            switch transport {
            case .udp, .udpPorts: try await FreePort.udp()
            case .tcp: try await FreePort.tcp()
            }
        let folder = try TemporaryFolder()
        let text = try String(
            contentsOf: Surroundings.tests.appending(path: "Scenarios/\(scenario).xml"), encoding: .utf8)
        try folder.write(text, to: "scenario.xml")
        let arguments = [
            "sipp", "-sf", "scenario.xml", "-t", transport.rawValue, "-i", "127.0.0.1", "-p", "\(port)", "-m", "1",
            "-nostdin", "-timeout", "30s", "-timeout_error", "-recv_timeout", "25000",
            "-trace_err", "-error_file", folder.file("errors").path,
            "-trace_logs", "-log_file", folder.file("log").path,
        ]
        let environment = Surroundings.childEnvironment.merging(["TERM": "dumb"]) { $1 }
        let child = try ChildProcess(Surroundings.search, arguments, environment: environment, folder: folder.url)
        let peer = SIPp(child, folder, scenario)
        do {
            try await waitForSocket(transport, port)
        } catch {
            await child.end()
            let said = await (child.output.all + child.errors.all).suffix(20).joined(separator: "\n")
            throw ScenarioFailed(
                scenario: scenario, status: (try? await child.exitStatus(within: .seconds(1))) ?? 0,
                errors: "\(error)\n\(folder.text(of: "errors"))", log: said)
        }
        return (peer, port)
    }

    /// A socket says nobody when it is open: the system's table of sockets is looked at until it is in there.
    package static func waitForSocket(_ transport: Transport, _ port: Int) async throws {
        let table = URL(filePath: transport == .udp ? "/proc/net/udp" : "/proc/net/tcp")
        let hexadecimal = String(port, radix: 16, uppercase: true)
        let entry = ":" + String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal + " 00000000:0000"
        let clock = ContinuousClock()
        let limit = clock.now + .seconds(20)
        while clock.now < limit {
            if try String(contentsOf: table, encoding: .utf8).contains(entry) { return }
            try await clock.sleep(for: .milliseconds(5))
        }
        throw NothingCame(what: "sipp on port \(port)", limit: .seconds(20), instead: [])
    }
}
