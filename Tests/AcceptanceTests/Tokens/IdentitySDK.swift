import Foundation

/// The official identity SDK for Python, unmodified, in a process of its own (`Scripts/identity.py`). It reaches the server
/// by a connection string, over HTTPS; redirects are the call automation SDK's, with a token in place of the key.
struct IdentitySDK: Sendable {
    /// One method call.
    struct Step: Encodable, Sendable {
        var operation: String
        var user: String?
        var scopes: [String]?
        var minutes: Int?
        var context: String?
        var target: String?
        var token: String?
    }

    /// What the method returned, or what it raised.
    struct Outcome: Decodable, Sendable {
        let returned: String?
        let user: String?
        let token: String?
        let expiresOn: Double?
        let raised: String?
        let status: Int?
        let code: String?

        enum CodingKeys: String, CodingKey {
            case returned, user, token, expiresOn, raised, status, code
        }

        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: CodingKeys.self)
            returned = try members.decodeIfPresent(String.self, forKey: .returned)
            user = try members.decodeIfPresent(String.self, forKey: .user)
            token = try members.decodeIfPresent(String.self, forKey: .token)
            expiresOn = try members.decodeIfPresent(Double.self, forKey: .expiresOn)
            raised = try members.decodeIfPresent(String.self, forKey: .raised)
            status = try members.decodeIfPresent(Int.self, forKey: .status)
            code = try members.decodeIfPresent(String.self, forKey: .code)
        }
    }

    private struct Script: Encodable {
        let flavour: String
        let connectionString: String
        let endpoint: String
        let trust: String
    }

    private let child: ChildProcess

    /// Makes one call and waits for what came of it.
    func run(_ step: Step) async throws -> Outcome {
        try child.write(String(decoding: JSONEncoder().encode(step), as: UTF8.self))
        let line = try await child.output.expect("What came of “\(step.operation)”", within: .seconds(50))
        return try JSONDecoder().decode(Outcome.self, from: Data(line.utf8))
    }

    /// Runs a test with a client of its own.
    static func with(
        _ server: DivertServer, _ flavour: PythonSDK.Flavour, _ test: (IdentitySDK) async throws -> Void
    ) async throws {
        let child = try ChildProcess(
            Surroundings.python, [Surroundings.tests.appending(path: "Scripts/identity.py").path],
            environment: Surroundings.childEnvironment, folder: FileManager.default.temporaryDirectory)
        do {
            let endpoint = server.ready.https ?? ""
            let script = Script(
                flavour: flavour.rawValue,
                connectionString: "endpoint=\(endpoint)/;accesskey=\(DivertClient.developmentKey)",
                endpoint: endpoint, trust: server.folder.file("data/development-ca.pem").path)
            try child.write(String(decoding: JSONEncoder().encode(script), as: UTF8.self))
            try await test(IdentitySDK(child: child))
        } catch {
            await child.end()
            throw error
        }
        await child.end()
    }
}
