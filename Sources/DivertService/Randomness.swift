import Crypto
import NIOCore

/// The system's random numbers in the forms that the server needs.
enum Randomness {
    static func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// To tags of 64 random bits (TX-9), made on one event loop. Asking the system for each would be a call of its own, so they
    /// are derived, many at a time, from a key that it gave (RFC 5869).
    static func tags(on loop: any EventLoop) -> @Sendable () -> String {
        let source = NIOLoopBoundBox.makeBoxSendingValue(TagSource(), eventLoop: loop)
        return { source.value.next() }
    }

    private final class TagSource {
        private let key = SymmetricKey(size: .bits256)
        private var batch: UInt64 = 0
        private var numbers: [UInt64] = []

        func next() -> String {
            if self.numbers.isEmpty {
                self.batch += 1
                let info = withUnsafeBytes(of: self.batch) { Array($0) }
                let bytes = HKDF<SHA256>.expand(pseudoRandomKey: self.key, info: info, outputByteCount: 64 * 8)
                self.numbers = bytes.withUnsafeBytes { bytes in
                    (0..<64).map { bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self) }
                }
            }
            return String(self.numbers.removeLast(), radix: 36)
        }
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
