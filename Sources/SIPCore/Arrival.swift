/// Where a message came from and where it came in.
package struct Arrival: Sendable, Hashable {
    package let transport: SIPTransportProtocol
    /// The peer's address and port as the socket saw them.
    package let source: HostPort
    /// The index of the listener it came in on, in the order of the configuration.
    package let listener: Int
    /// The connection it came over; nil for UDP.
    package let connection: ConnectionID?

    package init(transport: SIPTransportProtocol, source: HostPort, listener: Int, connection: ConnectionID? = nil) {
        self.transport = transport
        self.source = source
        self.listener = listener
        self.connection = connection
    }
}

/// A stream connection, numbered as accepted; unique within one process.
package struct ConnectionID: Sendable, Hashable {
    package let number: UInt64

    package init(_ number: UInt64) {
        self.number = number
    }
}
