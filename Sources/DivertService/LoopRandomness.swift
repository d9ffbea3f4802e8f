import Crypto
import NIOCore

/// The random numbers of one event loop, for tags and ids.
///
/// Asking the system for each would be a call of its own, so they are derived, many at a time, from a key that it gave
/// (RFC 5869).
struct LoopRandomness: RandomNumberGenerator, Sendable {
    private let source: NIOLoopBoundBox<Source>

    init(on loop: any EventLoop) {
        self.source = .makeBoxSendingValue(Source(), eventLoop: loop)
    }

    /// Call it on the loop.
    func next() -> UInt64 { self.source.value.next() }

    /// A To tag of 64 random bits (TX-9).
    func tag() -> String { String(self.next(), radix: 36) }

    private final class Source {
        private let key = SymmetricKey(size: .bits256)
        private var batch: UInt64 = 0
        private var numbers: [UInt64] = []

        func next() -> UInt64 {
            if self.numbers.isEmpty {
                self.batch += 1
                let info = withUnsafeBytes(of: self.batch) { Array($0) }
                let bytes = HKDF<SHA256>.expand(pseudoRandomKey: self.key, info: info, outputByteCount: 64 * 8)
                self.numbers = bytes.withUnsafeBytes { bytes in
                    (0..<64).map { bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self) }
                }
            }
            return self.numbers.removeLast()
        }
    }
}
