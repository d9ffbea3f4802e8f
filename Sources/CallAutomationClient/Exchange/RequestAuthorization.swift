import Foundation
import RequestSigning

/// How attempts are authorised; each gets a fresh date or is asked for a fresh token.
enum RequestAuthorization: Sendable {
    case signature(RequestSigner)
    case token(@Sendable () async throws -> String)

    func headers(for request: OperationRequest, at now: Date) async throws -> [(name: String, value: String)] {
        switch self {
        case .signature(let signer):
            return signer.sign(
                method: "POST", pathAndQuery: request.target, host: request.endpoint.host, body: request.body,
                now: Int64(now.timeIntervalSince1970)
            ).fields
        case .token(let provider):
            let token = try await provider()
            guard !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw CallAutomationError(
                    .invalidCredential, "The token is empty or holds characters that no token has.")
            }
            return [("Authorization", "Bearer \(token)")]
        }
    }
}
