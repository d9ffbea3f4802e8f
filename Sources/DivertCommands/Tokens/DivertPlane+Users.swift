import CallAutomationModel
import UserTokens

// What the verbs ask a server about users and their tokens: the identity operations of the contract, and two of Divert's
// own.
extension DivertPlane {
    private static let version = "api-version=2023-10-01"

    /// The answer of the contract's operation: `identity`, and `accessToken` where there are scopes.
    func createUser(
        _ scopes: [UserTokenScope], _ lifetime: TokenLifetimeOption
    ) async throws(CommandFailure) -> JSONValue {
        let body = scopes.isEmpty ? Array("{}".utf8) : Self.body("createTokenWithScopes", scopes, lifetime)
        return try await self.post("/identities?\(Self.version)", body)
    }

    /// The answer of the contract's operation: `token` and `expiresOn`.
    func issueToken(
        to user: UserIDArgument, _ scopes: [UserTokenScope], _ lifetime: TokenLifetimeOption
    ) async throws(CommandFailure) -> JSONValue {
        try await self.post(
            "/identities/\(user.rawID)/:issueAccessToken?\(Self.version)", Self.body("scopes", scopes, lifetime))
    }

    func revokeTokens(of user: UserIDArgument) async throws(CommandFailure) {
        _ = try await self.post("/identities/\(user.rawID)/:revokeAccessTokens?\(Self.version)", [])
    }

    func deleteUser(_ user: UserIDArgument) async throws(CommandFailure) {
        try await self.delete("/identities/\(user.rawID)?\(Self.version)")
    }

    /// The newest users, newest first.
    func users() async throws(CommandFailure) -> [JSONValue] {
        try await self.get("/divert/users")["users"]?.elements ?? []
    }

    /// The ids of all keys, the new one first.
    func rotateKeys() async throws(CommandFailure) -> [String] {
        let keys = try await self.post("/divert/tokenKeys:rotate", [])["keys"]?.elements ?? []
        return keys.compactMap { $0.text("kid") }
    }

    private static func body(_ name: String, _ scopes: [UserTokenScope], _ lifetime: TokenLifetimeOption) -> [UInt8] {
        var text = JSONText(capacity: 128)
        text.object { text in
            text.name(name)
            text.array { text in
                for scope in scopes { text.string(scope.rawValue) }
            }
            if let minutes = lifetime.minutes { text.member("expiresInMinutes", minutes) }
        }
        return text.bytes
    }
}
