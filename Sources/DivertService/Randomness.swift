import Crypto

/// The system's random numbers in the forms that the server needs.
enum Randomness {
    static func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// Tags for stateless answers: a keyed hash, so that the same request gets the same tag and nobody else can tell it.
    ///
    /// - Parameter secret: kept in the data folder, so that a restart changes no tag.
    static func statelessTags(_ secret: [UInt8]) -> @Sendable ([UInt8]) -> String {
        let key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: secret), info: Array("stateless To tag".utf8), outputByteCount: 32)
        return { input in
            HMAC<SHA256>.authenticationCode(for: input, using: key).prefix(8).reduce(into: "") { text, byte in
                text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
    }
}
