/// The transports that a call can be placed over.
package enum CallTransport: String, Sendable, Hashable, CaseIterable {
    case udp, tcp

    /// The token in Via.
    var token: String { self.rawValue.uppercased() }

    /// Whether the transport repeats what is lost (RFC 3261 §17).
    var isReliable: Bool { self == .tcp }
}
