package import SIPCore

/// One entry of `sip.listen`, and after binding the address that it got.
package struct ListenAddress: Sendable, Hashable, CustomStringConvertible {
    package let transport: SIPTransportProtocol
    package let address: HostPort

    package init(_ transport: SIPTransportProtocol, host: String, port: Int) {
        self.transport = transport
        self.address = HostPort(host: host, port: port)
    }

    /// `udp://127.0.0.1:5060`
    package var description: String { "\(self.transport.name)://\(self.address)" }
}

/// A listener that could not be bound.
package struct ListenError: Error, Sendable, CustomStringConvertible {
    package let address: ListenAddress
    package let reason: String
    /// Whether the port was chosen by the system for another transport, so that another try may find a free one.
    let isSharedPortTaken: Bool

    package var description: String { "cannot listen on \(self.address): \(self.reason)" }
}
