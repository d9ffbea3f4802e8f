import Foundation
import Testing

/// The real program as people and scripts use it: results on standard output, everything else on standard error, and an
/// exit status that says how it went.
@Suite("The command line", .serialized, .timeLimit(.minutes(2)))
enum CommandLineAcceptance {}

extension DivertServer {
    /// Runs a verb that talks to this server, in the server's folder.
    func run(_ arguments: String..., input: String? = nil) async throws -> DivertRun {
        try await run(arguments, input: input)
    }

    func run(_ arguments: [String], input: String? = nil) async throws -> DivertRun {
        let connection = "endpoint=\(ready.http)/;accesskey=\(http.accessKey)"
        return try await DivertRun(
            arguments, in: folder, environment: ["DIVERT_CONNECTION_STRING": connection], input: input)
    }

    /// Lets a call ring with `divert simulate`.
    func simulate(_ arguments: String...) async throws -> CallView {
        try await run(["simulate", "--format", "json"] + arguments).decoded()
    }
}

extension DivertRun {
    /// The one line of JSON that it printed.
    func decoded<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        try #require(status == 0, "\(errors)")
        return try JSONDecoder().decode(type, from: Data(output.utf8))
    }

    /// It failed with this status: nothing on standard output, and this on standard error.
    func expectFailure(
        _ status: Int32, _ beginning: String, _ parts: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(self.status == status, "\(errors)", sourceLocation: sourceLocation)
        #expect(output.isEmpty, sourceLocation: sourceLocation)
        #expect(errors.hasPrefix(beginning), "\(errors)", sourceLocation: sourceLocation)
        for part in parts { #expect(errors.contains(part), "\(errors)", sourceLocation: sourceLocation) }
    }
}
