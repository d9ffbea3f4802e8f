import Synchronization

/// Text that one thread appends to and another reads.
final class LockedText: Sendable {
    private let storage = Mutex("")

    func append(_ more: String) {
        self.storage.withLock { text in
            text += more
            if text.utf8.count > 16_384 { text = String(text.suffix(8192)) }
        }
    }

    var text: String { self.storage.withLock { $0 } }
}
