/// A part of the HTTP surface, by the credentials that it takes. All take requests signed with an access key, and Entra
/// tokens.
enum Plane: Sendable {
    /// The contract's calling operations: also user access tokens for call control.
    case callAutomation
    /// The contract's identity operations: keys make users, users make none.
    case identity
    /// Divert's own operations, for people and scripts: also HTTP Basic with an access key as password.
    case divert

    var takesUserTokens: Bool { self == .callAutomation }
    var takesBasic: Bool { self == .divert }
}
