import CallAutomationModel
import CallRouting
import Logging
import Observability
import UserTokens

// What the identity operations do. An answer leaves when what it says is on disk; a client that leaves stops nothing.
extension IdentityAnswerer {
    /// `POST /identities`.
    func createUser(_ request: ReceivedRequest, _ caller: Caller) async throws(CommunicationError) -> Answer {
        if !request.body.isEmpty { try request.requireJSON() }
        let wanted = try TokenRequest.creating(request.body)
        let identity = self.tokens.makeIdentity(of: caller.resource, caller.resourceID, now: self.now())
        guard await self.write(.create(identity)) == .stored else { throw .unavailable }
        self.logger.event(.info, "user created", call: nil, [.resource(caller.resource), .user(identity.id)])
        var token: UserToken?
        if let wanted { token = try await self.issue(wanted, to: identity, caller) }
        var text = JSONText(capacity: 2048)
        text.object { text in
            text.name("identity")
            text.object { $0.member("id", identity.id.rawID) }
            if let token {
                text.name("accessToken")
                token.write(to: &text)
            }
        }
        return .json(text, status: 201)
    }

    /// `POST /identities/{id}/:issueAccessToken`.
    func issueToken(
        to id: String, _ request: ReceivedRequest, _ caller: Caller
    ) async throws(CommunicationError) -> Answer {
        try request.requireJSON()
        let wanted = try TokenRequest.issuing(request.body)
        let identity = try await self.identity(id, caller)
        let token = try await self.issue(wanted, to: identity, caller)
        self.logger.event(.info, "token issued", call: nil, [.resource(caller.resource), .user(identity.id)])
        var text = JSONText(capacity: 2048)
        token.write(to: &text)
        return .json(text)
    }

    /// `POST /identities/{id}/:revokeAccessTokens`.
    func revokeTokens(of id: String, _ caller: Caller) async throws(CommunicationError) -> Answer {
        let identity = try await self.identity(id, caller)
        try self.check(await self.write(.revoke(identity.id, at: self.now())))
        self.logger.event(.info, "tokens revoked", call: nil, [.resource(caller.resource), .user(identity.id)])
        return Answer(status: 204)
    }

    /// `DELETE /identities/{id}`.
    func deleteUser(_ id: String, _ caller: Caller) async throws(CommunicationError) -> Answer {
        let identity = try await self.identity(id, caller)
        try self.check(await self.write(.delete(identity.id)))
        self.logger.event(.info, "user deleted", call: nil, [.resource(caller.resource), .user(identity.id)])
        return Answer(status: 204)
    }

    /// The user of this id in the caller's resource. Ids are made here, in lower case.
    private func identity(_ id: String, _ caller: Caller) async throws(CommunicationError) -> Identity {
        let id = CommunicationIdentifier(rawID: id.lowercased())
        if let resourceID = id.resourceID, resourceID != caller.resourceID { throw .userOfOtherResource }
        let found: Identity?
        do {
            found = try await self.tokens.identities.identity(id)
        } catch {
            throw .unavailable
        }
        guard let found, found.resource == caller.resource else { throw .identityNotFound }
        return found
    }

    private func issue(
        _ wanted: TokenRequest, to identity: Identity, _ caller: Caller
    ) async throws(CommunicationError) -> UserToken {
        do {
            return try await self.tokens.issue(
                to: identity, resourceID: caller.resourceID, wanted.scopes, for: wanted.lifetime,
                now: self.now().milliseconds / 1000)
        } catch {
            self.logger.event(.error, "token not signed", call: nil, [.reason(outside: "\(error)")])
            throw .unavailable
        }
    }

    private func write(_ write: IdentityWrite) async -> WriteResult {
        let identities = self.tokens.identities
        return await Task { await identities.write(write) }.value
    }

    private func check(_ result: WriteResult) throws(CommunicationError) {
        switch result {
        case .stored: return
        // Somebody else deleted it meanwhile.
        case .conflict: throw .identityNotFound
        case .refused: throw .unavailable
        }
    }
}
