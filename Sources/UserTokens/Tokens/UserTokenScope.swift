/// What a user access token is for (authentication.md §6), as the identity operations and the claim `acsScope` name it.
package enum UserTokenScope: String, Sendable, Hashable, CaseIterable {
    case chat
    case voip
    case chatJoin = "chat.join"
    case chatJoinLimited = "chat.join.limited"
    case voipJoin = "voip.join"

    /// Whether a token with this scope may decide calls. `voip.join` lets somebody into a call that others started, and
    /// into nothing else.
    package var allowsCallControl: Bool {
        switch self {
        case .voip: true
        case .chat, .chatJoin, .chatJoinLimited, .voipJoin: false
        }
    }
}
