import Foundation
import Testing

/// What the real server writes to standard error.
@Suite("The log", .serialized, .timeLimit(.minutes(1)))
enum LogsAcceptance {
    static let formats = ["text", "json"]

    /// A server's configuration with a section `logging`.
    static func configuration(format: String, level: String = "trace", sip: String = "off") -> ServerConfiguration {
        var configuration = ServerConfiguration()
        configuration.logging = "{ level: \(level), format: \(format), sip: \(sip) }"
        return configuration
    }

    /// The lines of a log in JSON.
    static func events(_ log: String) throws -> [[String: Any]] {
        try log.split(separator: "\n").map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
        }
    }
}

extension DivertServer {
    /// Waits for the last line that a call has.
    func callEnded(_ call: String) async throws {
        try await self.logged("The end of the call") { $0.contains("call ended") && $0.contains(call) }
    }
}
