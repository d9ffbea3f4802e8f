import CallAutomationModel
import CallRouting
import HTTPTypes
import Logging
import UserTokens

/// The identity operations of the contract, for the `azure-communication-identity` SDKs (authentication.md §6):
///
///     POST   /identities                              creates a user, with or without a token
///     POST   /identities/{id}/:issueAccessToken
///     POST   /identities/{id}/:revokeAccessTokens
///     DELETE /identities/{id}
///     POST   /teamsUser/:exchangeAccessToken          501
///
/// `{id}` comes with `%3A` from half of the clients and with `:` from the others.
struct IdentityAnswerer: Answerer {
    let paths: [PathTemplate] = [
        "/identities", "/identities/{id}", "/identities/{id}/:issueAccessToken", "/identities/{id}/:revokeAccessTokens",
        "/teamsUser/:exchangeAccessToken",
    ]
    let tokens: UserTokenAuthority
    let now: @Sendable () -> Timestamp
    private let makeRequestID: @Sendable () -> String
    let logger: Logger
    private let authenticator: Authenticator
    private let resourceIDs: [String: String]

    init(_ environment: HTTPAPIEnvironment, _ authenticator: Authenticator) {
        self.tokens = environment.userTokens
        self.now = environment.now
        self.makeRequestID = environment.makeRequestID
        self.logger = environment.logger
        self.authenticator = authenticator
        self.resourceIDs = Dictionary(
            environment.resources.map { ($0.name, $0.id.lowercased()) }, uniquingKeysWith: { first, _ in first })
    }

    func endpoint(at path: String) -> Endpoint? {
        switch path {
        case "/identities":
            return self.endpoint("create user", .post) { request, caller throws(CommunicationError) in
                try await self.createUser(request, caller)
            }
        case "/teamsUser/:exchangeAccessToken":
            return self.endpoint("exchange Teams token", .post) { _, _ throws(CommunicationError) in
                throw .teamsExchangeNotOffered
            }
        default: break
        }
        guard path.hasPrefix("/identities/") else { return nil }
        let parts = path.dropFirst("/identities/".count).split(
            separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, !first.isEmpty else { return nil }
        return self.endpoint(ofUser: String(first), operation: parts.count == 2 ? parts[1] : nil)
    }

    private func endpoint(ofUser id: String, operation: Substring?) -> Endpoint? {
        switch operation {
        case nil:
            self.endpoint("delete user", .delete) { _, caller throws(CommunicationError) in
                try await self.deleteUser(id, caller)
            }
        case ":issueAccessToken":
            self.endpoint("issue token", .post) { request, caller throws(CommunicationError) in
                try await self.issueToken(to: id, request, caller)
            }
        case ":revokeAccessTokens":
            self.endpoint("revoke tokens", .post) { _, caller throws(CommunicationError) in
                try await self.revokeTokens(of: id, caller)
            }
        default: nil
        }
    }

    /// Who asks, and the GUID of the resource.
    struct Caller: Sendable {
        let resource: String
        let resourceID: String
    }

    private typealias Operation = @Sendable (ReceivedRequest, Caller) async throws(CommunicationError) -> Answer

    private func endpoint(
        _ name: String, _ method: HTTPRequest.Method, _ operation: @escaping Operation
    ) -> Endpoint {
        let handler: Endpoint.Handler = { request in await self.answer(request, operation) }
        return Endpoint(name, [(method, handler)])
    }

    /// What all operations share: version, authentication, and the headers of the answer.
    private func answer(_ request: ReceivedRequest, _ operation: Operation) async -> Answer {
        var answer: Answer
        do throws(CommunicationError) {
            try IdentityVersion.check(request.target.values(of: "api-version"))
            let principal = try await self.authenticator.principal(sending: request, to: .identity)
            try request.refuseRepeatability()
            let caller = Caller(
                resource: principal.resource, resourceID: self.resourceIDs[principal.resource] ?? "")
            answer = try await operation(request, caller)
        } catch {
            answer = Answer(error)
        }
        answer.headers += self.serviceHeaders
        return answer
    }

    /// Headers that the cloud's service sends with every answer, as far as they mean something here.
    private var serviceHeaders: [(name: String, value: String)] {
        [IdentityVersion.header, ("MS-CV", "\(self.makeRequestID()).0"), ("Request-Context", "appId=")]
    }
}
