import CallAutomationModel
import CallRouting
import Logging
import Observability
import UserTokens

/// The keys that sign user access tokens:
///
///     GET  /.well-known/jwks.json      the public keys, for anybody (RFC 7517 §5)
///     POST /divert/tokenKeys:rotate    makes a new one, which signs from now on
struct TokenKeysAnswerer: Answerer {
    let paths: [PathTemplate] = ["/.well-known/jwks.json", "/divert/tokenKeys:rotate"]
    private let keys: SigningKeyKeeper
    private let authenticator: Authenticator
    private let logger: Logger

    init(_ environment: HTTPAPIEnvironment, _ authenticator: Authenticator) {
        self.keys = environment.userTokens.keys
        self.authenticator = authenticator
        self.logger = environment.logger
    }

    func endpoint(at path: String) -> Endpoint? {
        switch path {
        case "/.well-known/jwks.json":
            Endpoint("key set", get: { _ in self.keySet() })
        case "/divert/tokenKeys:rotate":
            Endpoint(
                "rotate token keys", post: { request throws(CommunicationError) in try await self.rotate(request) })
        default: nil
        }
    }

    private func keySet() -> Answer {
        var answer = Answer.json(self.keys.present.keySet())
        // A key signs for hours at least; whoever sees an unknown one asks again anyway.
        answer.headers = [("Content-Type", "application/jwk-set+json"), ("Cache-Control", "public, max-age=300")]
        return answer
    }

    /// Answers with the public keys, the new one first.
    private func rotate(_ request: ReceivedRequest) async throws(CommunicationError) -> Answer {
        let principal = try await self.authenticator.principal(sending: request, to: .divert)
        try request.refuseRepeatability()
        do {
            let ring = try await self.keys.rotate()
            self.logger.event(
                .notice, "token key made", call: nil, [.resource(principal.resource), .count(ring.keys.count)])
            return .json(ring.keySet())
        } catch {
            self.logger.event(.error, "token key not made", call: nil, [.reason(outside: "\(error)")])
            throw .unavailable
        }
    }
}
