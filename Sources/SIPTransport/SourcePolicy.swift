package import SIPCore
package import SIPMessage

/// Who may send here, and what: asked on the event loop on which a message is dealt with.
package protocol SourcePolicy: Sendable {
    /// Asked for each datagram and each new connection, before it is read.
    func admission(of source: HostPort) -> SourceAdmission

    /// Whether a source may have one more call now. Asked for each INVITE before it is read (OVL-2).
    func hasRoom(forCallFrom source: HostPort) -> Bool

    /// Asked about a new request, other than ACK and CANCEL, before a transaction is made for it.
    func admission(of request: SIPRequest, _ arrival: Arrival) -> RequestAdmission
}

extension SourcePolicy {
    /// There is room, unless the policy says otherwise.
    package func hasRoom(forCallFrom source: HostPort) -> Bool { true }

    /// Everything is admitted, unless the policy says otherwise.
    package func admission(of request: SIPRequest, _ arrival: Arrival) -> RequestAdmission { .admitted }
}

/// What is done with a message from a source.
package enum SourceAdmission: Sendable, Hashable {
    /// A peer; a trusted one's `maddr` is honoured.
    case peer(isTrusted: Bool, number: PeerNumber = PeerNumber(0))
    /// A stranger who gets no answer at all (OVL-3).
    case drop
    /// A stranger who gets 403.
    case reject

    var isTrusted: Bool {
        if case .peer(let isTrusted, _) = self { isTrusted } else { false }
    }

    /// For what is counted.
    var peer: PeerNumber {
        if case .peer(_, let number) = self { number } else { .stranger }
    }
}
