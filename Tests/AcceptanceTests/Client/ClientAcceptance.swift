import CallAutomationClient
import Foundation
import Testing

/// The real server and the client library of this repository.
@Suite("The Swift client", .serialized, .timeLimit(.minutes(1)))
enum ClientAcceptance {
    enum Connection: CaseIterable, Sendable {
        /// A connection string with an `http` endpoint.
        case http
        /// A connection string with an `https` endpoint, trusting the development CA.
        case https

        var configuration: ServerConfiguration {
            var configuration = ServerConfiguration()
            configuration.hasTLS = self == .https
            return configuration
        }

        func client(of server: DivertServer) throws -> CallAutomationClient {
            var options = CallAutomationClient.Options()
            if self == .https { options.trust = .pemFile(server.folder.file("data/development-ca.pem").path) }
            let endpoint = self == .https ? server.ready.https ?? "" : server.ready.http
            return try CallAutomationClient(
                connectionString: "endpoint=\(endpoint)/;accesskey=\(DivertClient.developmentKey)", options: options)
        }
    }

    /// A simulated call that rings.
    static func ring(_ server: DivertServer) async throws -> (id: String, context: String) {
        let call = ["from": "+14255550199", "to": "+14255550100"]
        let view = try await server.http.basic("POST", "/divert/calls", call).decoded(CallView.self)
        let context = try #require(view.incomingCallContext)
        return (view.id, context)
    }
}
