import CallAutomationClient
import RequestSigning

/// The client library, set up for one decision from a terminal.
struct Decider {
    private let connection: ServerConnection
    private let client: CallAutomationClient

    /// - Parameter token: Used in place of the access key.
    init(_ connection: ServerConnection, token: String? = nil) throws(CommandFailure) {
        var options = CallAutomationClient.Options()
        // Somebody waits for an answer: enough for a server that is busy, not for one that is not there.
        options.retry = RetryPolicy(maximumAttempts: 3, totalTime: .seconds(10))
        if connection.endpoint.isSecure, let file = connection.authorityFile { options.trust = .pemFile(file) }
        self.connection = connection
        do {
            self.client = try CallAutomationClient(
                endpoint: connection.endpoint.url,
                credential: token.map { .token($0) } ?? .accessKey(connection.accessKey.base64),
                options: options)
        } catch {
            throw CommandFailure(error, connection)
        }
    }

    /// Decides; what the service says against it becomes a failure of the verb.
    func decide(_ operation: (CallAutomationClient) async throws -> Acknowledgement) async throws {
        do {
            _ = try await operation(self.client)
        } catch let error as CallAutomationError {
            throw CommandFailure(error, self.connection)
        }
    }
}
