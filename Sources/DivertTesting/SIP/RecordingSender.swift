package import NIOCore
package import SIPCore
import SIPTransport

/// Takes the place of the sockets and writes down what leaves.
package actor RecordingSender: ResponseSender {
    package struct Sent: Sendable {
        package let text: String
        package let destination: ResponseDestination
        package let connection: ConnectionID?

        package var status: Int {
            Int(self.text.dropFirst("SIP/2.0 ".count).prefix(3)) ?? 0
        }

        /// The values of a header, in order.
        package func values(_ name: String) -> [String] {
            self.text.split(separator: "\r\n").filter { $0.hasPrefix(name + ": ") }
                .map { String($0.dropFirst(name.count + 2)) }
        }
    }

    private let loop: any EventLoop
    package private(set) var sent: [Sent] = []
    private var hasConnections = true

    package nonisolated var unownedExecutor: UnownedSerialExecutor { self.loop.executor.asUnownedSerialExecutor() }

    package init(on loop: any EventLoop) {
        self.loop = loop
    }

    /// From now on nothing can be sent.
    package func loseConnections() {
        self.hasConnections = false
    }

    /// What left since the last time.
    package func take() -> [Sent] {
        defer { self.sent = [] }
        return self.sent
    }

    package nonisolated func send(
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
