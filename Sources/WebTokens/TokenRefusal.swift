/// Why a token is not believed. To the client each is 401; the words say which part is wrong, never what would be right.
package enum TokenRefusal: Error, Sendable, Hashable, CaseIterable {
    /// No JSON Web Token in compact form, or too long.
    case malformed
    /// Signed in a way that its key is not for, or not at all (`alg: none`), or with an extension that must be understood.
    case algorithm
    /// Signed with a key that is not known here.
    case unknownKey
    /// The keys of its issuer could not be had so far, so nobody knows: 503.
    case keysUnavailable
    /// The signature does not fit: another key signed it, or it was changed.
    case signature
    /// A claim is missing, or not of the form it should have.
    case claims
    /// Not of the issuer that is believed.
    case issuer
    /// For somebody else.
    case audience
    case expired
    case notYetValid
    /// The user's tokens were revoked, or the user was deleted.
    case revoked

    /// For the client, in ASCII without quotation marks, so that a header field can carry it, too.
    package var reason: String {
        switch self {
        case .malformed: "The token is no JSON Web Token."
        case .algorithm: "The token is not signed in a way that is accepted here."
        case .unknownKey: "The token is signed with a key that this server does not know."
        case .keysUnavailable: "The signing keys of the issuer cannot be fetched at the moment."
        case .signature: "The signature of the token is wrong: it was changed, or another key signed it."
        case .claims: "The token lacks a claim that is needed here."
        case .issuer: "The token is of another issuer."
        case .audience: "The token is meant for another audience."
        case .expired: "The token has expired."
        case .notYetValid: "The token is not valid yet. Check the clock."
        case .revoked: "The token was revoked, or its user was deleted."
        }
    }
}
