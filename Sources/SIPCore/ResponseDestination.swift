package import SIPMessage

/// Where the responses of a transaction go (RFC 3261 §18.2.2, RFC 3581 §4; TRN-3, TRN-4).
package struct ResponseDestination: Sendable, Hashable {
    package let transport: SIPTransportProtocol
    /// For UDP the address itself; for a stream the address to connect to when the connection is gone (D7): the
    /// peer's source address with the sent-by port.
    package let address: HostPort
    /// The listener whose socket a UDP response leaves from, so that it comes from where the request went.
    package let listener: Int

    package init(transport: SIPTransportProtocol, address: HostPort, listener: Int) {
        self.transport = transport
        self.address = address
        self.listener = listener
    }

    /// Works out the destination. The transport is the one the request arrived on, whatever its Via says.
    ///
    /// The host is always the packet's source, except that a trusted peer's unicast `maddr` is honoured: a response
    /// never leaves for a host that only a Via names.
    package init(via: Via, arrival: Arrival, isTrusted: Bool) {
        let sentByPort = via.port ?? 5060
        let address: HostPort
        switch arrival.transport {
        case .tcp:
            address = HostPort(host: arrival.source.host, port: sentByPort)
        case .udp:
            if isTrusted, let maddr = via.maddr, Self.isUnicast(maddr) {
                address = HostPort(host: maddr, port: sentByPort)
            } else if via.rport != .absent {
                address = arrival.source
            } else {
                address = HostPort(host: arrival.source.host, port: sentByPort)
            }
        }
        self.init(transport: arrival.transport, address: address, listener: arrival.listener)
    }

    /// An IPv4 literal below the multicast and broadcast ranges, or an IPv6 literal outside ff00::/8.
    private static func isUnicast(_ literal: String) -> Bool {
        if literal.contains(":") { return !literal.lowercased().hasPrefix("ff") }
        let parts = literal.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard parts.count == 4, !parts.contains(nil), let first = parts[0], let last = parts[3] else { return false }
        return first != 0 && first < 224 && last != 255
    }
}
