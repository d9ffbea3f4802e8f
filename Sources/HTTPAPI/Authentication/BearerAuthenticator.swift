import CallAutomationModel
import CallRouting
import Crypto
import EntraTokens
import Synchronization
import UserTokens
import WebTokens

/// Finds out whose bearer token a request carries.
///
/// Checking a signature is expensive, and clients send one token many times: tokens whose signature was found right are
/// remembered, by their SHA-256 and in bounded number. What can change is looked at on every request: the time, whether
/// the key is still believed, whether the token was revoked.
final class BearerAuthenticator: Sendable {
    /// How many tokens are remembered.
    private static let capacity = 10_000

    /// A token whose signature is right, and the key that says so.
    private enum Verified: Sendable {
        case user(UserTokenClaims, keyID: String)
        case entra(EntraClaims, keysVersion: Int, resource: String)
    }

    private let userTokens: UserTokenAuthority
    private let verified = Mutex(BoundedCache<SHA256.Digest, Verified>(capacity: BearerAuthenticator.capacity))

    init(_ userTokens: UserTokenAuthority) {
        self.userTokens = userTokens
    }

    /// Who holds the token.
    ///
    /// Throws 401 for a token that is not good, 403 `7507` for a user's of another resource, 403 `7504` for a user's where
    /// the plane takes none or its scopes do not reach, 503 when the keys or the store cannot be asked.
    func principal(
        holding token: BearerToken, at resource: HTTPAPIEnvironment.Resource, on plane: Plane, now: Timestamp
    ) async throws(CommunicationError) -> Principal {
        let verified: Verified
        do {
            verified = try await self.verify(token, at: resource, now: now)
            try await self.check(verified, now: now)
        } catch let refusal as TokenRefusal {
            throw Self.error(refusal, at: resource)
        } catch {
            throw .unavailable
        }
        switch verified {
        case .user(let claims, _):
            return try Self.principal(claims, at: resource, on: plane)
        case .entra(let claims, _, _):
            return Principal(resource: resource.name, credential: .entra(subject: claims.subject))
        }
    }

    private static func error(
        _ refusal: TokenRefusal, at resource: HTTPAPIEnvironment.Resource
    ) -> CommunicationError {
        switch refusal {
        case .keysUnavailable: .unavailable
        case .unknownKey where resource.entra == nil:
            .tokenDenied(refusal.reason + " Entra ID tokens are believed where resources[].entra is set.")
        default: .tokenDenied(refusal.reason)
        }
    }

    /// Row 9 of the answer table, as far as the token itself tells.
    private static func principal(
        _ claims: UserTokenClaims, at resource: HTTPAPIEnvironment.Resource, on plane: Plane
    ) throws(CommunicationError) -> Principal {
        guard claims.resourceID == resource.id.lowercased() else { throw .tokenOfOtherResource }
        guard plane.takesUserTokens else {
            throw .insufficientPermission(
                "User access tokens are for the call automation operations alone. Use an access key of the resource.")
        }
        guard claims.allowsCallControl else {
            throw .insufficientPermission("The user access token lacks the scope voip, which call control needs.")
        }
        return Principal(
            resource: resource.name, credential: .user(claims.user, mayDecide: resource.userTokens))
    }

    private func verify(
        _ token: BearerToken, at resource: HTTPAPIEnvironment.Resource, now: Timestamp
    ) async throws(TokenRefusal) -> Verified {
        guard token.text.utf8.count <= CompactToken.limit else { throw .malformed }
        let digest = SHA256.hash(data: Array(token.text.utf8))
        if let verified = self.verified.withLock({ $0[digest] }), self.isStillBelieved(verified, at: resource, now) {
            return verified
        }
        let verified = try await self.verify(CompactToken(token.text), at: resource, now)
        self.verified.withLock { $0.insert(verified, for: digest) }
        return verified
    }

    private func verify(
        _ token: CompactToken, at resource: HTTPAPIEnvironment.Resource, _ now: Timestamp
    ) async throws(TokenRefusal) -> Verified {
        if let keyID = token.keyID, self.userTokens.signs(token) {
            return .user(try self.userTokens.claims(of: token), keyID: keyID)
        }
        guard let entra = resource.entra else { throw .unknownKey }
        let (claims, version) = try await entra.claims(of: token, now: now)
        return .entra(claims, keysVersion: version, resource: resource.name)
    }

    /// Whether the key that signed a remembered token would still be asked.
    private func isStillBelieved(
        _ verified: Verified, at resource: HTTPAPIEnvironment.Resource, _ now: Timestamp
    ) -> Bool {
        switch verified {
        case .user(_, let keyID): self.userTokens.keys.present.publicKey(keyID) != nil
        case .entra(_, let version, let name):
            name == resource.name && resource.entra?.keysVersion(now: now) == version
        }
    }

    private func check(_ verified: Verified, now: Timestamp) async throws {
        let seconds = now.milliseconds / 1000
        switch verified {
        case .user(let claims, _): try await self.userTokens.check(claims, now: seconds)
        case .entra(let claims, _, _): try claims.check(now: seconds)
        }
    }
}
