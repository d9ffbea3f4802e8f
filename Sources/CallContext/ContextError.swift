/// Why a text is not a good context. To applications all four are one answer; the log tells them apart.
package enum ContextError: String, Error, Hashable, Sendable {
    /// Not of our form: too long, other characters, another version, cut.
    case malformed
    /// Of our form, sealed with a key that we do not have.
    case unknownKey
    /// Of our form and one of our keys, but changed or made up.
    case forged
    /// Authentic, and past its expiry.
    case expired
}

/// Why claims cannot be sealed.
package enum ContextSealingError: String, Error, Hashable, Sendable {
    /// There is no key.
    case noKey
    /// The call id is not 16 bytes, or a part is longer than 65535 bytes.
    case invalidClaims
    /// The text would be longer than ``ContextSealer/textLimit``.
    case tooLarge
}
