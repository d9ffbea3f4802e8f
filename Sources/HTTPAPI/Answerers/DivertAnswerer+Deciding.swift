import CallAutomationModel
import CallControl
import CallRouting

// Deciding calls by their id: the checks and the durability of the call automation plane.
extension DivertAnswerer {
    /// How long a hang-up waits for the call's other end.
    private static let hangUpTime: Duration = .seconds(5)

    /// `POST /divert/calls/{id}:redirect`, body `{"target": …, "customCallingContext": …}`, the latter optional. Like every
    /// decision by id it is about the hop that rings when the request comes.
    func redirect(_ id: CallID?, _ request: ReceivedRequest) async throws(CommunicationError) -> Reply {
        try await self.decide(id, request) { request throws(CommunicationError) in
            try request.requireJSON()
            let members = try JSONMembers(body: request.body)
            return .redirect(
                try CommunicationIdentifier(jsonOrText: try members.value("target"), at: "target"),
                handingOn: try OnwardContext(json: try members.value("customCallingContext")))
        }
    }

    /// `POST /divert/calls/{id}:reject`, body `{"reason": "busy"}`, `{}` or none.
    func reject(_ id: CallID?, _ request: ReceivedRequest) async throws(CommunicationError) -> Reply {
        try await self.decide(id, request) { request throws(CommunicationError) in
            guard !request.body.isEmpty else { return .reject(.none) }
            try request.requireJSON()
            let members = try JSONMembers(body: request.body)
            return .reject(try CallRejectReason(json: try members.string("reason"), at: "reason"))
        }
    }

    /// `POST /divert/calls/{id}:hangup`: the caller of a simulated call hangs up.
    ///
    /// Throws 404 `8522` when the call was decided first.
    func hangUp(_ id: CallID?, _ request: ReceivedRequest) async throws(CommunicationError) -> Answer {
        let resource = try await self.authenticator.principal(sending: request, to: .divert).resource
        try request.refuseRepeatability()
        let call = try self.check(try await self.find(id, waiting: .zero), of: resource)
        guard call.origin == .simulated else { throw .notSimulated }
        await self.owner.callerCancelled(call.id)
        let ended = try self.check(try await self.find(call.id, waiting: Self.hangUpTime), of: resource)
        guard ended.state == .cancelled else { return Answer(.callNotFound, about: call.id) }
        return .noContent(about: call.id)
    }

    private func decide(
        _ id: CallID?, _ request: ReceivedRequest,
        _ decode: (ReceivedRequest) throws(CommunicationError) -> DecisionRequest.Wish
    ) async throws(CommunicationError) -> Reply {
        let principal = try await self.authenticator.principal(sending: request, to: .divert)
        let repeatable = try RepeatableRequest(request, of: principal)
        if let repeatable, let answer = try await self.decisions.earlierAnswer(to: repeatable) { return .now(answer) }
        let wish = try decode(request)
        guard let id else { throw .callNotFound }
        return self.decisions.decide(id, at: nil, wish, by: principal, repeatable)
    }
}
