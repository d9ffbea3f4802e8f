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

    /// The call and the hop that a context is for.
    ///
    /// A text that was never sealed here can still be a further name of the first context of a simulated call. One that is ours
    /// but was changed, or is past its expiry, costs no look-up.
    ///
    /// Throws 400 `8523` when the context does not open, 403 `7507` when it is one of another resource.
    func hop(
        of context: String, resource: String, now: Timestamp
    ) async throws(CommunicationError) -> (call: CallID, hop: Int) {
        switch self.open(context, now) {
        case .success(let claims):
            guard let call = CallID(bytes: claims.callID) else { throw self.invalid(.malformed) }
            guard claims.resource == resource else { throw .otherResource }
            return (call, Int(claims.hop))
        case .failure(let error):
            switch error {
            case .malformed, .unknownKey:
                guard let call = try await self.named(context) else { throw self.invalid(error) }
                return (call, 0)
            case .forged, .expired:
                throw self.invalid(error)
            }
        }
    }

    private func named(_ context: String) async throws(CommunicationError) -> CallID? {
        do {
            return try await self.owner.callID(named: context)
        } catch {
            throw .unavailable
        }
    }

    /// One answer for all, so that nobody can probe; the log tells them apart.
    private func invalid(_ error: ContextError) -> CommunicationError {
        self.logger.event(.info, "context refused", call: nil, [.reason(error)])
        return .contextInvalid
    }
}
