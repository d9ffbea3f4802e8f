import Synchronization

/// Keeps the keys that sign user access tokens: in memory for everybody, on disk before their first use (D11).
///
/// A server that never issues a token never makes a key.
package actor SigningKeyKeeper {
    private let store: @Sendable (SigningKeyRing) throws -> Void
    private let make: @Sendable () async throws -> SigningKey
    private nonisolated let ring: Mutex<SigningKeyRing>
    /// The key that is being made right now.
    private var making: Task<SigningKeyRing, any Error>?

    /// - Parameters:
    ///   - ring: The keys that are on disk.
    ///   - make: Makes a new key.
    ///   - store: Puts a ring on disk, in place of the former one.
    package init(
        _ ring: SigningKeyRing, make: @escaping @Sendable () async throws -> SigningKey = SigningKey.make,
        store: @escaping @Sendable (SigningKeyRing) throws -> Void
    ) {
        self.ring = Mutex(ring)
        self.make = make
        self.store = store
    }

    /// The keys as they are; none before the first token.
    package nonisolated var present: SigningKeyRing { self.ring.withLock { $0 } }

    /// The keys, of which there is at least one: the first is made when it is needed.
    package func ready() async throws -> SigningKeyRing {
        let present = self.present
        return present.keys.isEmpty ? try await self.rotate() : present
    }

    /// A new key signs from now on. Tokens that the former ones signed stay good, as long as these are kept.
    ///
    /// Whoever asks while a key is being made gets that one.
    @discardableResult
    package func rotate() async throws -> SigningKeyRing {
        if let making = self.making { return try await making.value }
        let task = Task { try await self.add(self.make()) }
        self.making = task
        defer { self.making = nil }
        return try await task.value
    }

    private func add(_ key: SigningKey) throws -> SigningKeyRing {
        let ring = self.present.adding(key)
        try self.store(ring)
        self.ring.withLock { $0 = ring }
        return ring
    }
}
