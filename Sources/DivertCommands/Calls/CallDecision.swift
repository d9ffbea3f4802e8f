import CallAutomationClient
import CallAutomationModel
import EventModel

/// What `divert listen` does with each call.
struct CallDecision: Sendable {
    enum Kind: Sendable {
        case redirect(CommunicationIdentifier)
        case reject(CallRejectReason)
    }

    let kind: Kind
    private let decider: Decider

    /// - Throws: `CommandFailure` when the connection cannot be used.
    init(_ kind: Kind, _ connection: ServerConnection) throws(CommandFailure) {
        self.kind = kind
        self.decider = try Decider(connection)
    }

    /// Asks the server.
    ///
    /// - Returns: what went wrong; nil when it is done.
    func carryOut(_ call: IncomingCallEvent) async -> CommandFailure? {
        let context = call.data.incomingCallContext
        do {
            try await self.decider.decide { client in
                switch self.kind {
                case .redirect(let target): try await client.redirectCall(incomingCallContext: context, to: target)
                case .reject(let reason): try await client.rejectCall(incomingCallContext: context, reason: reason)
                }
            }
            return nil
        } catch {
            return error as? CommandFailure ?? CommandFailure("\(error)")
        }
    }
}
