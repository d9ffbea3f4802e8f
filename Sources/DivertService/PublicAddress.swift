import Synchronization

/// The URL under which others reach the server, without a slash at its end: as configured, else as bound.
final class PublicAddress: Sendable {
    private let configured: String?
    private let state = Mutex<String>("")

    init(_ configured: String?) {
        self.configured = configured
    }

    var text: String { self.configured ?? self.state.withLock { $0 } }

    func bound(_ text: String) {
        self.state.withLock { $0 = text }
    }
}
