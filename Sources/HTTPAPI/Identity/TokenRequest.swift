import CallAutomationModel
import UserTokens

/// What an identity request says about a token: its scopes and how long it is good.
struct TokenRequest: Sendable, Hashable {
    let scopes: [UserTokenScope]
    let lifetime: UserTokenLifetime

    /// `{"scopes": ["voip"], "expiresInMinutes": 60}`, the second one optional.
    static func issuing(_ body: [UInt8]) throws(CommunicationError) -> TokenRequest {
        let members = try JSONMembers(body: body)
        guard let request = try TokenRequest(members, scopesAt: "scopes") else {
            throw .missingArgument(target: "scopes")
        }
        return request
    }

    /// `{"createTokenWithScopes": ["voip"], "expiresInMinutes": 60}`, both optional; so is the body. Nil when no token is
    /// asked for.
    static func creating(_ body: [UInt8]) throws(CommunicationError) -> TokenRequest? {
        guard !body.isEmpty else { return nil }
        return try TokenRequest(JSONMembers(body: body), scopesAt: "createTokenWithScopes")
    }

    private init?(_ members: JSONMembers, scopesAt name: String) throws(CommunicationError) {
        let lifetime = try Self.lifetime(members)
        let elements: [JSONValue]
        switch try members.value(name) {
        case nil, .array([]): return nil
        case .array(let list): elements = list
        default: throw .invalidArgument(target: name, "“\(name)” must be a list of scopes.")
        }
        var scopes: [UserTokenScope] = []
        for element in elements {
            guard let scope = element.string.flatMap(UserTokenScope.init(rawValue:)) else {
                let known = UserTokenScope.allCases.map(\.rawValue).joined(separator: ", ")
                throw .invalidArgument(target: name, "“\(name)” holds something that is no scope; known are \(known).")
            }
            if !scopes.contains(scope) { scopes.append(scope) }
        }
        self.scopes = scopes
        self.lifetime = lifetime
    }

    private static func lifetime(_ members: JSONMembers) throws(CommunicationError) -> UserTokenLifetime {
        let name = "expiresInMinutes"
        guard let minutes = try members.integer(name) else { return .standard }
        guard let lifetime = UserTokenLifetime(minutes: minutes) else {
            let limits = UserTokenLifetime.minutes
            throw .invalidArgument(
                target: name, "“\(name)” must be from \(limits.lowerBound) to \(limits.upperBound).")
        }
        return lifetime
    }
}
