import CallAutomationModel
import CallRouting
import UserTokens

/// `GET /divert/users`: the newest users of the resource, newest first. The contract has no such operation.
///
/// ```json
/// {"users": [{"id": "8:acs:…", "createdAt": "…", "revokedAt": null}], "nextLink": null}
/// ```
struct UserListAnswerer: Answerer {
    let paths: [PathTemplate] = ["/divert/users"]
    /// How many users a list shows.
    private static let limit = 1000

    private let identities: IdentityDirectory
    private let authenticator: Authenticator

    init(_ environment: HTTPAPIEnvironment, _ authenticator: Authenticator) {
        self.identities = environment.userTokens.identities
        self.authenticator = authenticator
    }

    func endpoint(at path: String) -> Endpoint? {
        guard path == "/divert/users" else { return nil }
        return Endpoint(
            "divert users", get: { request throws(CommunicationError) in try await self.newest(request) })
    }

    private func newest(_ request: ReceivedRequest) async throws(CommunicationError) -> Answer {
        let principal = try await self.authenticator.principal(sending: request, to: .divert)
        let identities: [Identity]
        do {
            identities = try await self.identities.newest(of: principal.resource, limit: Self.limit)
        } catch {
            throw .unavailable
        }
        var text = JSONText(capacity: 192 * (identities.count + 1))
        text.object { text in
            text.name("users")
            text.array { text in
                for identity in identities { Self.write(identity, to: &text) }
            }
            text.name("nextLink")
            text.null()
        }
        return .json(text)
    }

    private static func write(_ identity: Identity, to text: inout JSONText) {
        text.object { text in
            text.member("id", identity.id.rawID)
            text.member(
                "createdAt", ISO8601Time.format(millisecondsSince1970: identity.createdAt.milliseconds))
            text.member(
                "revokedAt",
                orNull: identity.revokedAt.map { ISO8601Time.format(millisecondsSince1970: $0.milliseconds) })
        }
    }
}
