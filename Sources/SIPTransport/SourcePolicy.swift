package import SIPCore

/// Who may send here, asked before a message is parsed.
package protocol SourcePolicy: Sendable {
    /// Called on the event loop for each datagram and each new connection.
    func admission(of source: HostPort) -> SourceAdmission

    /// Whether a source may have one more call now. Called on the event loop for each INVITE before it is read (OVL-2).
    func hasRoom(forCallFrom source: HostPort) -> Bool
}

extension SourcePolicy {
    /// There is room, unless the policy says otherwise.
    package func hasRoom(forCallFrom source: HostPort) -> Bool { true }
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
