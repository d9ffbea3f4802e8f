import CallAutomationModel
import CallContext
import CallControl
import CallRouting
import Logging
import Observability

/// Finds the call of an incoming call context (row 8 of the answer table).
struct ContextReader: Sendable {
    let open: @Sendable (String, Timestamp) -> Result<ContextClaims, ContextError>
    let owner: CallOwner
    let logger: Logger

    /// What a context says by itself.
    enum Finding {
        /// The call and the hop that it is for.
        case hop(CallID, Int)
        /// It was never sealed here, so it can only be a further name.
        case foreign(ContextError)
    }

    /// Opens a context. One that is ours but was changed, or is past its expiry, costs no look-up.
    ///
    /// Throws 400 `8523` when the context does not open, 403 `7507` when it is one of another resource.
    func find(
        _ context: String, resource: String, now: Timestamp
    ) throws(CommunicationError) -> Finding {
        switch self.open(context, now) {
        case .success(let claims):
            guard let call = CallID(bytes: claims.callID) else { throw self.invalid(.malformed) }
            guard claims.resource == resource else { throw .otherResource }
            return .hop(call, Int(claims.hop))
        case .failure(let error):
            switch error {
            case .malformed, .unknownKey: return .foreign(error)
            case .forged, .expired: throw self.invalid(error)
            }
        }
    }

    /// The simulated call of whose first context the text is a further name.
    ///
    /// Throws 400 `8523` when there is none, 503 when the store cannot be asked.
    ///
    /// - Parameter error: why it is no context itself.
    func call(named context: String, _ error: ContextError) async throws(CommunicationError) -> CallID {
        let call: CallID?
        do {
            call = try await self.owner.callID(named: context)
        } catch {
            throw .unavailable
        }
        guard let call else { throw self.invalid(error) }
        return call
    }

    /// One answer for all, so that nobody can probe; the log tells them apart.
    private func invalid(_ error: ContextError) -> CommunicationError {
        self.logger.event(.info, "context refused", call: nil, [.reason(error)])
        return .contextInvalid
    }
}
