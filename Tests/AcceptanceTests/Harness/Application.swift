import Foundation
import Testing

/// The application that events are sent to: a small Python program that writes each event to its standard output.
package final class Application: Sendable {
    /// What it decides by itself as soon as an event comes.
    package struct Decision: Decodable, Sendable {
        package let call: String
        package let status: Int
        package let code: String?
    }

    package let url: String
    package let events = Inbox<ReceivedEvent>()
    package let outcomes = Inbox<ReceivedOutcome>()
    package let decisions = Inbox<Decision>()

    private let child: ChildProcess

    /// Starts it on a free port.
    ///
    /// - Parameter answers: what events are answered, in order, the last one for good: a status, or `hang` for a
    ///   request that is never answered.
    package static func start(answers: [String] = ["200"]) async throws -> Application {
        let child = try ChildProcess(
            Surroundings.python, [Surroundings.tests.appending(path: "Scripts/application.py").path] + answers,
            environment: Surroundings.childEnvironment, folder: FileManager.default.temporaryDirectory)
        do {
            let url = try await child.output.expect("The application's address")
            return Application(child, url: url)
        } catch {
            await child.end()
            throw error
        }
    }

    private init(_ child: ChildProcess, url: String) {
        self.child = child
        self.url = url
        Task { [events, outcomes, decisions] in
            while let line = await child.output.next(within: .seconds(120)) {
                if let decision = try? JSONDecoder().decode(Decision.self, from: Data(line.utf8)) {
                    await decisions.put(decision)
                    continue
                }
                // A handshake tells of no call.
                guard !ReceivedHandshake.isOne(line) else { continue }
                if let outcome = ReceivedOutcome(line: line) {
                    await outcomes.put(outcome)
                    continue
                }
                do {
                    try await events.put(JSONDecoder().decode(ReceivedEvent.self, from: Data(line.utf8)))
                } catch {
                    Issue.record("The application received what an SDK could not read: \(error)\n\(line)")
                }
            }
        }
    }

    /// From now on it redirects each call by itself, through this endpoint, the moment its event comes.
    package func redirectEverything(to number: String, through endpoint: String) throws {
        try child.write("redirect \(endpoint) \(DivertClient.developmentKey) \(number)")
    }

    /// The next event.
    package func event(within limit: Duration = .seconds(20)) async throws -> ReceivedEvent {
        try await events.expect("An event", within: limit)
    }

    /// The ids of the events, once so many different ones have been read from the application's output.
    package func eventIDs(_ count: Int) async throws -> Set<String> {
        while true {
            let ids = Set(await events.all.map(\.event.id))
            if ids.count >= count { return ids }
            _ = try await event()
        }
    }

    /// The next event about the end of a call.
    package func outcome(within limit: Duration = .seconds(20)) async throws -> ReceivedOutcome {
        try await outcomes.expect("An event about the end of a call", within: limit)
    }

    package func end() async {
        await child.end()
    }
}

/// Runs a test against an application and a server that sends its events there.
package func withApplication(
    answering answers: [String] = ["200"], _ configuration: ServerConfiguration = ServerConfiguration(),
    in folder: TemporaryFolder? = nil, _ test: (DivertServer, Application) async throws -> Void
) async throws {
    let application = try await Application.start(answers: answers)
    var configuration = configuration
    configuration.webhook = application.url
    do {
        try await withServer(configuration, in: folder) { server in try await test(server, application) }
    } catch {
        await application.end()
        throw error
    }
    await application.end()
}
