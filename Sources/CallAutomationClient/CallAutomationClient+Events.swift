public import CallAutomationModel
public import EventModel

extension CallAutomationClient {
    /// Lets the call of an event ring elsewhere: ``redirectCall(incomingCallContext:to:repeatability:)`` with its context.
    @discardableResult
    public func redirectCall(
        _ call: IncomingCallEvent, to target: CommunicationIdentifier, repeatability: Repeatability? = nil
    ) async throws -> Acknowledgement {
        try await self.redirectCall(
            incomingCallContext: call.data.incomingCallContext, to: target, repeatability: repeatability)
    }

    /// Turns the call of an event away: ``rejectCall(incomingCallContext:reason:repeatability:)`` with its context.
    @discardableResult
    public func rejectCall(
        _ call: IncomingCallEvent, reason: CallRejectReason = .none, repeatability: Repeatability? = nil
    ) async throws -> Acknowledgement {
        try await self.rejectCall(
            incomingCallContext: call.data.incomingCallContext, reason: reason, repeatability: repeatability)
    }
}
