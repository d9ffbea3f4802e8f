/// The transport that a message travels over.
package enum SIPTransportProtocol: UInt8, Sendable, Hashable, CaseIterable {
    case udp = 1
    case tcp = 2

    /// Whether it delivers without loss, so that nothing is retransmitted.
    package var isReliable: Bool {
        switch self {
        case .udp: false
        case .tcp: true
        }
    }

    /// The scheme of listener addresses: `udp`, `tcp`.
    package var name: String {
        switch self {
        case .udp: "udp"
        case .tcp: "tcp"
        }
    }
}
