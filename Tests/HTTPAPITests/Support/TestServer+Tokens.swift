import CallAutomationModel
import CallRouting
import HTTPAPI
import Testing
import UserTokens

extension TestServer {
    /// The server's present, in seconds since 1970.
    static let seconds = Self.now.milliseconds / 1000

    /// A user of a resource, the first one unless said otherwise.
    func makeUser(of resource: HTTPResource? = nil) async throws -> Identity {
        let resource = resource ?? self.resources[0]
        let identity = self.userTokens.makeIdentity(of: resource.name, resource.id, now: Self.now)
        #expect(await self.userTokens.identities.write(.create(identity)) == .stored)
        return identity
    }

    /// A token that was issued so many seconds ago, for an hour.
    func token(
        for identity: Identity, _ scopes: [UserTokenScope] = [.voip], issued secondsAgo: Int64 = 0
    ) async throws -> String {
        let resource = try #require(self.resources.first { $0.name == identity.resource })
        return try await self.userTokens.issue(
            to: identity, resourceID: resource.id, scopes, for: try #require(UserTokenLifetime(minutes: 60)),
            now: Self.seconds - secondsAgo
        ).text
    }
}

extension TestRequest {
    /// With a bearer token in place of the signature.
    func bearer(_ token: String) -> TestRequest { self.authorized("Bearer \(token)") }

    /// With an `Authorization` of its own in place of the signature.
    func authorized(_ authorization: String) -> TestRequest {
        var request = self.with("Authorization", authorization)
        request.key = nil
        return request
    }
}
