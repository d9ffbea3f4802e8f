import CallAutomationModel
import Crypto

/// Seals and opens incoming call contexts: ChaCha20-Poly1305 (RFC 8439) under a configured key, as URL-safe Base64.
///
///     context    = Base64url( header nonce(12) ciphertext tag(16) )
///     header     = version(1) key-id(4)                    ; authenticated together with the nonce, not encrypted
///     ciphertext = encrypted claims
///
/// Nonces are random, which is safe for some 2³² contexts under one key. Any node that has the key can open a context; a
/// forged, foreign, cut or expired one costs no look-up.
package struct ContextSealer: Sendable {
    /// The longest text that is made or looked at, in characters.
    package static let textLimit = 16_384

    static let version: UInt8 = 1
    static let headerLength = 5
    static let nonceLength = 12
    static let tagLength = 16

    private let keys: [(id: [UInt8], key: SymmetricKey)]

    /// A sealer; the first key seals, all of them open.
    package init(keys: [ContextKey]) {
        self.keys = keys.map { ($0.id, SymmetricKey(data: $0.bytes)) }
    }

    /// Seals claims. The generator must be one for secrets: a repeated nonce would give the key away.
    package func seal(
        _ claims: ContextClaims, using generator: inout some RandomNumberGenerator
    ) throws(ContextSealingError) -> String {
        guard let newest = self.keys.first else { throw .noKey }
        guard let plaintext = claims.encoded() else { throw .invalidClaims }
        var nonce: [UInt8] = []
        // Words, because each number that the system gives is a call of its own.
        while nonce.count < Self.nonceLength {
            let word: UInt64 = generator.next()
            withUnsafeBytes(of: word) { nonce += $0.prefix(Self.nonceLength - nonce.count) }
        }
        let prefix = [Self.version] + newest.id + nonce
        guard (prefix.count + plaintext.count + Self.tagLength) * 4 <= Self.textLimit * 3 else { throw .tooLarge }
        do {
            let box = try ChaChaPoly.seal(
                plaintext, using: newest.key, nonce: ChaChaPoly.Nonce(data: nonce), authenticating: prefix)
            return URLSafeBase64.encode(prefix + Array(box.ciphertext) + Array(box.tag))
        } catch {
            throw .invalidClaims
        }
    }

    /// Opens a context at the moment `now`, in milliseconds since 1970.
    package func open(_ text: String, now: Int64) -> Result<ContextClaims, ContextError> {
        guard text.utf8.count <= Self.textLimit, let bytes = URLSafeBase64.decode(text.utf8) else {
            return .failure(.malformed)
        }
        let prefixLength = Self.headerLength + Self.nonceLength
        guard bytes.count >= prefixLength + Self.tagLength, bytes[0] == Self.version else {
            return .failure(.malformed)
        }
        let candidates = self.keys.filter { $0.id.elementsEqual(bytes[1..<Self.headerLength]) }
        guard !candidates.isEmpty else { return .failure(.unknownKey) }
        for candidate in candidates {
            guard let plaintext = Self.decrypt(bytes, prefixLength, candidate.key) else { continue }
            guard let claims = ContextClaims(encoded: plaintext) else { return .failure(.malformed) }
            return now > claims.expiresAt ? .failure(.expired) : .success(claims)
        }
        return .failure(.forged)
    }

    private static func decrypt(_ bytes: [UInt8], _ prefixLength: Int, _ key: SymmetricKey) -> [UInt8]? {
        do {
            // Nonce, ciphertext and tag stand one after the other, as the library has them.
            let box = try ChaChaPoly.SealedBox(combined: bytes[self.headerLength...])
            return Array(try ChaChaPoly.open(box, using: key, authenticating: bytes[..<prefixLength]))
        } catch {
            return nil
        }
    }
}
