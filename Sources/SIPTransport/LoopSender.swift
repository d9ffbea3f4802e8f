package import NIOCore
package import SIPCore

/// The sockets of one of several event loops: its own for datagrams, and the connections of the first loop.
package struct LoopSender: ResponseSender {
    private let loop: any EventLoop
    private let datagrams: TransportLayer
    private let streams: TransportLayer

    package init(on loop: any EventLoop, datagrams: TransportLayer, streams: TransportLayer) {
        self.loop = loop
        self.datagrams = datagrams
        self.streams = streams
    }

    package func send(
        _ bytes: [UInt8], to destination: ResponseDestination, over connection: ConnectionID?,
        onFailure: @escaping @Sendable () -> Void
    ) {
        switch destination.transport {
        case .udp:
            self.datagrams.send(bytes, to: destination, over: connection, onFailure: onFailure)
        case .tcp:
            let loop = self.loop
            self.streams.loop.execute {
                self.streams.send(bytes, to: destination, over: connection) { loop.execute(onFailure) }
            }
        }
    }
}
