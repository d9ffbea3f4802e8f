import Foundation

/// The official Python SDK, unmodified, in a process of its own (`Scripts/call_automation.py`).
struct PythonSDK: Sendable {
    enum Flavour: String, CaseIterable, Sendable {
        case sync
        case async
    }

    /// One method call.
    struct Step: Encodable, Sendable {
        var operation: String
        var context: String
        /// An E.164 number or a user's id; for a redirect.
        var target: String?
        /// `busy`, `forbidden`, `none`; for a rejection.
        var reason: String?
        var headers: [String: String]?

        static func redirect(_ context: String, to target: String, headers: [String: String]? = nil) -> Step {
            Step(operation: "redirect", context: context, target: target, headers: headers)
        }

        static func reject(_ context: String, reason: String) -> Step {
            Step(operation: "reject", context: context, reason: reason)
        }
    }

    /// What the method returned (`None`), or what it raised.
    struct Outcome: Decodable, Sendable {
        let returned: String?
        let raised: String?
        let status: Int?
        let code: String?
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
    static func http(_ server: DivertServer, _ flavour: Flavour, key: String = DivertClient.developmentKey) -> PythonSDK
    {
        PythonSDK { steps in
            Script(
                flavour: flavour.rawValue, endpoint: server.ready.http, key: key, connectionString: nil, trust: nil,
                steps: steps)
        }
    }

    /// `CallAutomationClient.from_connection_string("endpoint=https://…", connection_verify="…development-ca.pem")`
    static func https(_ server: DivertServer, _ flavour: Flavour) -> PythonSDK {
        let string = "endpoint=\(server.ready.https ?? "")/;accesskey=\(DivertClient.developmentKey)"
        return PythonSDK { steps in
            Script(
                flavour: flavour.rawValue, endpoint: nil, key: nil, connectionString: string,
                trust: server.folder.file("data/development-ca.pem").path, steps: steps)
        }
    }

    /// Makes the calls with one client, one after the other.
    func run(_ steps: Step...) async throws -> [Outcome] {
        let child = try ChildProcess(
            Surroundings.python, [Surroundings.tests.appending(path: "Scripts/call_automation.py").path],
            environment: Surroundings.childEnvironment, folder: FileManager.default.temporaryDirectory)
        do {
            try child.write(String(decoding: JSONEncoder().encode(script(steps)), as: UTF8.self))
            let status = try await child.exitStatus(within: .seconds(30))
            let lines = await child.output.all
            guard status == 0, let line = lines.last else {
                throw ScriptFailed(errors: await child.errors.all.joined(separator: "\n"))
            }
            return try JSONDecoder().decode([Outcome].self, from: Data(line.utf8))
        } catch {
            await child.end()
            throw error
        }
    }
}

struct ScriptFailed: Error {
    let errors: String
}
