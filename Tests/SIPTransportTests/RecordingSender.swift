import NIOCore
import SIPCore
import SIPTransport

/// Takes the place of the sockets and writes down what leaves.
actor RecordingSender: ResponseSender {
    struct Sent: Sendable {
        let text: String
        let destination: ResponseDestination
        let connection: ConnectionID?

        var status: Int {
            Int(self.text.dropFirst("SIP/2.0 ".count).prefix(3)) ?? 0
        }

        /// The values of a header, in order.
        func values(_ name: String) -> [String] {
            self.text.split(separator: "\r\n").filter { $0.hasPrefix(name + ": ") }
                .map { String($0.dropFirst(name.count + 2)) }
        }
    }

    private let loop: any EventLoop
    private(set) var sent: [Sent] = []
    private var hasConnections = true

    nonisolated var unownedExecutor: UnownedSerialExecutor { self.loop.executor.asUnownedSerialExecutor() }

    init(on loop: any EventLoop) {
        self.loop = loop
    }

    /// From now on nothing can be sent.
    func loseConnections() {
        self.hasConnections = false
    }

    /// What left since the last time.
    func take() -> [Sent] {
        defer { self.sent = [] }
        return self.sent
    }

    nonisolated func send(
        _ bytes: [UInt8], to destination: ResponseDestination, over connection: ConnectionID?,
        onFailure: @escaping @Sendable () -> Void
    ) {
        self.assumeIsolated {
            guard $0.hasConnections else { return onFailure() }
            $0.sent.append(
                Sent(text: String(decoding: bytes, as: UTF8.self), destination: destination, connection: connection))
        }
    }
}
