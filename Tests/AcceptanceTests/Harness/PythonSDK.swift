package import Foundation

/// A client of the official Python SDK, unmodified, in a process of its own (`Scripts/call_automation.py`).
package struct PythonSDK: Sendable {
    package enum Flavour: String, CaseIterable, Sendable {
        case sync
        case async
    }

    /// One method call.
    package struct Step: Encodable, Sendable {
        /// `redirect`, `reject`, `answer`, `create`, `hang up`.
        package var operation: String
        package var context: String?
        /// For a redirect, and for a call that is created.
        package var target: Target?
        /// `busy`, `forbidden`, `none`; for a rejection.
        package var reason: String?
        package var headers: [String: String]?

        package static func redirect(
            _ context: String, to target: Target, headers: [String: String]? = nil
        ) -> Step {
            Step(operation: "redirect", context: context, target: target, headers: headers)
        }

        package static func redirect(_ context: String, to text: String, headers: [String: String]? = nil) -> Step {
            redirect(context, to: .text(text), headers: headers)
        }

        package static func reject(_ context: String, reason: String? = nil) -> Step {
            Step(operation: "reject", context: context, reason: reason)
        }

        package static func answer(_ context: String) -> Step {
            Step(operation: "answer", context: context)
        }

        package static func create(_ target: Target) -> Step {
            Step(operation: "create", target: target)
        }

        /// Ends a call that was answered.
        package static let hangUp = Step(operation: "hang up")
    }

    /// Whom a redirect leads to.
    package enum Target: Encodable, Sendable {
        /// An E.164 number or a user's id.
        case text(String)
        /// An identifier class of the SDK and the arguments that it is made with.
        case identifier(class: String, [String: Argument])

        package enum Argument: Encodable, Sendable {
            case text(String)
            case flag(Bool)

            package func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                switch self {
                case .text(let text): try container.encode(text)
                case .flag(let flag): try container.encode(flag)
                }
            }
        }

        private enum CodingKeys: String, CodingKey {
            case `class`
            case arguments
        }

        package func encode(to encoder: any Encoder) throws {
            switch self {
            case .text(let text):
                var container = encoder.singleValueContainer()
                try container.encode(text)
            case .identifier(let name, let arguments):
                var container = encoder.container(keyedBy: CodingKeys.self)
                try container.encode(name, forKey: .class)
                try container.encode(arguments, forKey: .arguments)
            }
        }
    }

    /// What the method returned (`None`), or what it raised.
    package struct Outcome: Decodable, Sendable {
        package let returned: String?
        package let raised: String?
        package let status: Int?
        package let code: String?
        package let message: String?
    }

    private struct Script: Encodable {
        let flavour: String
        let endpoint: String?
        let key: String?
        let connectionString: String?
        let trust: String?
        let steps: [Step]
    }

    private let script: @Sendable ([Step]) -> Script

    /// `CallAutomationClient("http://…", AzureKeyCredential(key))`
    ///
    /// - Parameter endpoint: the server's own unless given.
    package static func http(
        _ server: DivertServer, _ flavour: Flavour, endpoint: String? = nil, key: String = DivertClient.developmentKey
    ) -> PythonSDK {
        PythonSDK { steps in
            Script(
                flavour: flavour.rawValue, endpoint: endpoint ?? server.ready.http, key: key, connectionString: nil,
                trust: nil, steps: steps)
        }
    }

    /// `CallAutomationClient.from_connection_string("endpoint=https://…", connection_verify="…development-ca.pem")`
    package static func https(_ server: DivertServer, _ flavour: Flavour) -> PythonSDK {
        let string = "endpoint=\(server.ready.https ?? "")/;accesskey=\(DivertClient.developmentKey)"
        return PythonSDK { steps in
            Script(
                flavour: flavour.rawValue, endpoint: nil, key: nil, connectionString: string,
                trust: server.folder.file("data/development-ca.pem").path, steps: steps)
        }
    }

    /// Makes the calls with one client, one after the other.
    package func run(_ steps: Step...) async throws -> [Outcome] {
        let outcomes = try await Self.run([(self, steps)])
        return outcomes.flatMap { $0 }
    }

    /// Makes the calls of several clients, one client after the other, in one process.
    ///
    /// - Parameter python: the Python whose environment has the SDK.
    package static func run(
        _ clients: [(client: PythonSDK, steps: [Step])], with python: URL = Surroundings.python
    ) async throws -> [[Outcome]] {
        let child = try ChildProcess(
            python, [Surroundings.tests.appending(path: "Scripts/call_automation.py").path],
            environment: Surroundings.childEnvironment, folder: FileManager.default.temporaryDirectory)
        do {
            for (client, steps) in clients {
                try child.write(String(decoding: JSONEncoder().encode(client.script(steps)), as: UTF8.self))
            }
            try child.endInput()
            let status = try await child.exitStatus(within: .seconds(50))
            let lines = await child.output.all
            guard status == 0, lines.count == clients.count else {
                throw ScriptFailed(errors: await child.errors.all.joined(separator: "\n"))
            }
            return try lines.map { try JSONDecoder().decode([Outcome].self, from: Data($0.utf8)) }
        } catch {
            await child.end()
            throw error
        }
    }
}

package struct ScriptFailed: Error {
    let errors: String
}
