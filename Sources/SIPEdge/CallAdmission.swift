package import CallControl
package import SIPCore
package import SIPMessage
package import SIPTransport

/// Who may send what on one event loop: peers, as many calls as they may have, and no new ones while the owner of calls
/// takes none (OVL-1 to OVL-4).
package struct CallAdmission: SourcePolicy {
    private let peers: LoopPeers
    private let gate: NewCallGate

    package init(_ peers: LoopPeers, _ gate: NewCallGate) {
        self.peers = peers
        self.gate = gate
    }

    package func admission(of source: HostPort) -> SourceAdmission { self.peers.table.admission(of: source) }

    package func hasRoom(forCallFrom source: HostPort) -> Bool { self.peers.table.hasRoom(forCallFrom: source) }

    package func admission(of request: SIPRequest, _ arrival: Arrival) -> RequestAdmission {
        guard request.method == .invite || request.method == .options,
            let peer = self.peers.table.peer(at: arrival.source.host)
        else { return .admitted }
        if Scanner.made(request) {
            self.peers.table.ban(arrival.source, of: peer)
            return .dropped
        }
        guard request.toTag == nil else { return .admitted }
        guard self.gate.isOpen else { return .refused(status: 503, headers: Self.unavailable) }
        if request.method == .invite, self.peers.table.isExcessive(callOf: peer) {
            return .refused(status: 503, headers: Self.excessive)
        }
        return .admitted
    }

    /// The headers of a 503 while nobody gets a new call.
    static let unavailable: [ResponseHeader] = [.retryAfter(seconds: 5)]
    /// The headers of a 503 for a peer that asks for too much.
    static let excessive: [ResponseHeader] = [.retryAfter(seconds: 1)]
}
