// A stand-in for swift-crypto with the part of its interface that CallContext uses. It hides and proves nothing.

/// A key, which is its bytes.
public struct SymmetricKey: Sendable {
    let bytes: [UInt8]

    /// A key of bytes.
    public init(data: some Collection<UInt8>) { self.bytes = Array(data) }
}

/// Names a hash function; there is none.
public enum SHA256 {}

/// An authentication code that is the key.
public enum HMAC<Hash> {
    /// The key's bytes.
    public static func authenticationCode(for data: some Collection<UInt8>, using key: SymmetricKey) -> [UInt8] {
        key.bytes
    }
}

/// A cipher whose ciphertext is the plaintext.
public enum ChaChaPoly {
    /// Twelve bytes.
    public struct Nonce: Sendable {
        /// Throws unless there are twelve bytes.
        public init(data: some Collection<UInt8>) throws { if data.count != 12 { throw WrongSize() } }
    }

    /// A ciphertext and its tag.
    public struct SealedBox: Sendable {
        /// The plaintext.
        public let ciphertext: [UInt8]
        /// Sixteen bytes.
        public let tag: [UInt8]

        /// Nonce, ciphertext and tag, one after the other. Throws when there are too few bytes for that.
        public init(combined: some Collection<UInt8>) throws {
            guard combined.count >= 28 else { throw WrongSize() }
            self.ciphertext = Array(combined.dropFirst(12).dropLast(16))
            self.tag = Array(combined.suffix(16))
        }

        /// Throws unless the tag has sixteen bytes.
        public init(nonce: Nonce, ciphertext: some Collection<UInt8>, tag: some Collection<UInt8>) throws {
            guard tag.count == 16 else { throw WrongSize() }
            self.ciphertext = Array(ciphertext)
            self.tag = Array(tag)
        }
    }

    /// Seals nothing.
    public static func seal(
        _ message: some Collection<UInt8>, using key: SymmetricKey, nonce: Nonce,
        authenticating data: some Collection<UInt8>
    ) throws -> SealedBox {
        try SealedBox(nonce: nonce, ciphertext: message, tag: Array(repeating: 0, count: 16))
    }

    /// Opens everything.
    public static func open(
        _ box: SealedBox, using key: SymmetricKey, authenticating data: some Collection<UInt8>
    ) throws -> [UInt8] {
        box.ciphertext
    }

    struct WrongSize: Error {}
}
