import NIOCore
import Observability
import SIPCore
import SIPMessage
import SIPTransaction

// Messages that arrived on one loop and belong to a transaction of another.
extension TransactionLayer {
    /// How many messages may wait for a loop. More are lost, as datagrams may be; those of connections are refused.
    static let waitingMessages = 10_000

    /// The layer of another loop where the transaction of a key lives; nil when it lives here.
    func otherHome(of key: TransactionKey) -> TransactionLayer? {
        guard let layers = self.layers else { return nil }
        let home = layers.home(of: key)
        return home === self ? nil : home
    }

    /// Runs at once when it is called on this layer's loop, else there and soon, one after the other.
    nonisolated func enter(_ body: @escaping @Sendable (isolated TransactionLayer) -> Void) {
        if self.loop.inEventLoop {
            self.assumeIsolated { body($0) }
        } else {
            self.loop.execute { self.assumeIsolated { body($0) } }
        }
    }

    /// Takes something that arrived on another loop.
    ///
    /// - Returns: false when too much waits already.
    nonisolated func takeOver(_ body: @escaping @Sendable (isolated TransactionLayer) -> Void) -> Bool {
        self.mailbox.post { self.assumeIsolated { body($0) } }
    }
}
