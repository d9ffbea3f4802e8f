import Foundation
import Testing

/// The real program in a folder of its own: started, killed, started again on the same ports with the same data.
package actor DivertServer {
    /// Its addresses, the same at every start.
    package nonisolated let ready: ReadyLine
    package nonisolated let folder: TemporaryFolder
    package nonisolated let http: DivertClient

    private var configuration: ServerConfiguration
    private var child: ChildProcess

    /// Starts a server and waits until it is ready.
    ///
    /// - Parameter folder: where its file and its data are, a new one unless given; removed at the end.
    package static func start(
        _ configuration: ServerConfiguration, in folder: TemporaryFolder? = nil
    ) async throws -> DivertServer {
        let folder = try folder ?? TemporaryFolder()
        let configuration = try await configuration.withPorts()
        let child = try launch(configuration, in: folder)
        do {
            let ready = try await readyLine(of: child)
            return DivertServer(configuration, child, ready, folder)
        } catch {
            await child.end()
            folder.remove()
            throw error
        }
    }

    private init(
        _ configuration: ServerConfiguration, _ child: ChildProcess, _ ready: ReadyLine, _ folder: TemporaryFolder
    ) {
        self.ready = ready
        self.folder = folder
        self.child = child
        self.configuration = configuration
        http = DivertClient(
            endpoint: ready.http, accessKey: configuration.resource?.accessKey ?? DivertClient.developmentKey)
    }

    /// What the server wrote to standard error since its last start.
    package var log: String {
        get async { await child.errors.all.joined(separator: "\n") }
    }

    /// Waits for a line of its log.
    package func logged(_ what: String, where matches: @escaping @Sendable (String) -> Bool) async throws {
        _ = try await child.errors.expect(what, where: matches)
    }

    /// `kill -9`: nothing is said to anybody.
    package func kill() async throws {
        child.signal(SIGKILL)
        _ = try await child.exitStatus(within: .seconds(20))
    }

    /// Starts the killed server again and waits until it is ready.
    package func restart() async throws {
        child = try Self.launch(configuration, in: folder)
        _ = try await Self.readyLine(of: child)
    }

    /// How much memory it holds, in KiB.
    package func residentKilobytes() throws -> Int {
        let status = try String(contentsOf: URL(filePath: "/proc/\(child.id)/status"), encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }

    /// SIGTERM, without waiting for what follows from it.
    package func terminate() {
        child.signal(SIGTERM)
    }

    package func exitStatus(within limit: Duration) async throws -> Int32 {
        try await child.exitStatus(within: limit)
    }

    /// Ends it and removes its folder.
    package func end() async {
        await child.end()
        folder.remove()
    }

    private static func launch(_ configuration: ServerConfiguration, in folder: TemporaryFolder) throws -> ChildProcess
    {
        try folder.write(configuration.yaml, to: "divert.yaml")
        return try ChildProcess(
            Surroundings.server, ["serve", "--config", "divert.yaml", "--ready-json"],
            environment: Surroundings.childEnvironment, folder: folder.url)
    }

    private static func readyLine(of child: ChildProcess) async throws -> ReadyLine {
        guard let line = await child.output.next(within: .seconds(20)) else {
            throw ServerDidNotStart(log: await child.errors.all.joined(separator: "\n"))
        }
        return try ReadyLine(parsing: line)
    }
}

package struct ServerDidNotStart: Error {
    package let log: String

    package init(log: String) { self.log = log }
}

/// Runs a test against a server of its own. When the test throws, what the server said is shown with it.
package func withServer(
    _ configuration: ServerConfiguration = ServerConfiguration(), in folder: TemporaryFolder? = nil,
    _ test: (DivertServer) async throws -> Void
) async throws {
    let server = try await DivertServer.start(configuration, in: folder)
    do {
        try await test(server)
    } catch {
        Issue.record("The server's log:\n\(await server.log)")
        await server.end()
        throw error
    }
    await server.end()
}
