import CallAutomationModel
import CallControl
import CallRouting

// Calls without a SIP caller, for trying an application out.
extension DivertAnswerer {
    /// `POST /divert/calls`: a simulated call. It is answered when the call is on disk.
    func simulate(_ request: ReceivedRequest) async throws(CommunicationError) -> Answer {
        let resource = try await self.authenticator.principal(sending: request, to: .divert).resource
        try request.refuseRepeatability()
        try request.requireJSON()
        let simulated = try SimulatedCallRequest.decode(request.body)
        guard let call = await self.owner.simulate(simulated.call(of: resource)) else { throw .unavailable }
        var text = JSONText(capacity: 2048)
        call.write(to: &text)
        var answer = Answer.json(text, status: 201)
        answer.headers.append(("Location", "\(request.prefix)/divert/calls/\(call.id)"))
        answer.call = call.id
        return answer
    }
}

extension CallOwner {
    /// Lets a simulated call ring; nil when new calls are refused or it could not be stored.
    fileprivate func simulate(_ incoming: IncomingCall) async -> CallRecord? {
        guard self.refusalOfNewCalls == nil, let id = self.ring(incoming, caller: nil) else { return nil }
        guard await self.isStored(id) else { return nil }
        // A call that is not there any more was never stored.
        return try? await self.call(id)
    }
}
