import CallAutomationClient
import CallAutomationModel
import RequestSigning

/// What `divert listen` does with each call, through the client library.
struct CallDecision: Sendable {
    enum Kind: Sendable {
        case redirect(CommunicationIdentifier)
        case reject(CallRejectReason)
    }

    let kind: Kind
    private let client: CallAutomationClient

    /// - Throws: `CommandFailure` when the connection cannot be used.
    init(_ kind: Kind, _ options: ConnectionOptions) throws {
        let connection = try options.connection()
        var clientOptions = CallAutomationClient.Options()
        if let file = connection.authorityFile { clientOptions.trust = .pemFile(file) }
        self.kind = kind
        do {
            self.client = try CallAutomationClient(
                endpoint: connection.endpoint, credential: .accessKey(connection.accessKey.base64),
                options: clientOptions)
        } catch {
            throw CommandFailure(error.message, advice: error.advice)
        }
    }

    /// Asks the server.
    ///
    /// - Returns: what went wrong, for people; nil when it is done.
    func carryOut(_ context: String) async -> String? {
        do {
            switch self.kind {
            case .redirect(let target): try await self.client.redirectCall(incomingCallContext: context, to: target)
            case .reject(let reason): try await self.client.rejectCall(incomingCallContext: context, reason: reason)
            }
            return nil
        } catch {
            return "\(error)"
        }
    }
}
