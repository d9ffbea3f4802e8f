import Foundation

/// A running `divert listen --format json`, and the objects it prints.
package final class ListenVerb: Sendable {
    /// The members that tests look at.
    package struct Line: Decodable, Sendable {
        package let kind: String
        package let webhook: String?
        package let id: String?
        package let isRepeated: Bool?
        package let from: String?
        package let to: String?
        package let incomingCallContext: String?
        package let event: String?
        package let operation: String?
        package let target: String?
        package let isDone: Bool?
        package let error: String?
        package let status: Int?
        package let url: String?
        package let milliseconds: Double?
    }

    /// Where events are to be sent.
    package let webhook: String
    private let child: ChildProcess
    private let folder: TemporaryFolder

    /// Starts it.
    ///
    /// - Parameter port: 0 for any; one of `FreePort` when the server has to know it before.
    package static func start(_ arguments: [String] = [], port: Int = 0) async throws -> ListenVerb {
        let folder = try TemporaryFolder()
        let child = try ChildProcess(
            Surroundings.server, ["listen", "--port", "\(port)", "--format", "json"] + arguments,
            environment: Surroundings.childEnvironment, folder: folder.url)
        do {
            let line = try await Self.line("listening", of: child)
            return ListenVerb(child, folder, line.webhook ?? "")
        } catch {
            await child.end()
            folder.remove()
            throw error
        }
    }

    private init(_ child: ChildProcess, _ folder: TemporaryFolder, _ webhook: String) {
        self.child = child
        self.folder = folder
        self.webhook = webhook
    }

    /// The next object of a kind.
    package func line(_ kind: String) async throws -> Line {
        try await Self.line(kind, of: child)
    }

    /// All objects of a kind so far.
    package func lines(_ kind: String) async -> [Line] {
        await child.output.all.compactMap(Self.decode).filter { $0.kind == kind }
    }

    /// Posts events to it, as a server would.
    package func post(_ events: String) async throws -> HTTPAnswer {
        let base = webhook.replacing("/api/events", with: "")
        return try await DivertClient(endpoint: base, accessKey: DivertClient.developmentKey)
            .signed("/api/events", Data(events.utf8))
    }

    /// Ctrl-C, and the exit status.
    package func interrupt() async throws -> Int32 {
        child.signal(SIGINT)
        return try await exitStatus()
    }

    package func exitStatus() async throws -> Int32 {
        try await child.exitStatus(within: .seconds(20))
    }

    package func end() async {
        await child.end()
        folder.remove()
    }

    private static func line(_ kind: String, of child: ChildProcess) async throws -> Line {
        let text = try await child.output.expect("A line of kind \(kind)") { Self.decode($0)?.kind == kind }
        return try JSONDecoder().decode(Line.self, from: Data(text.utf8))
    }

    private static func decode(_ text: String) -> Line? {
        try? JSONDecoder().decode(Line.self, from: Data(text.utf8))
    }
}

/// Runs a test with a listener of its own.
package func withListener(
    _ arguments: [String] = [], port: Int = 0, _ test: (ListenVerb) async throws -> Void
) async throws {
    let listener = try await ListenVerb.start(arguments, port: port)
    do {
        try await test(listener)
    } catch {
        await listener.end()
        throw error
    }
    await listener.end()
}
