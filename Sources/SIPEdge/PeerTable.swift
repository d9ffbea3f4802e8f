package import NIOCore
package import SIPCore
package import SIPTransport

/// The peers as one event loop finds them, by source address; the first peer that contains it counts.
///
/// It belongs to the event loop and is handed around as `LoopPeers`.
package final class PeerTable {
    private let loop: any EventLoop
    private let peers: Peers
    /// The peer of each source seen lately, as an index; nil for strangers.
    private var known: [String: Int?] = [:]
    /// The one of the source seen last: a trunk sends many messages in a row.
    private var latest: (host: String, index: Int?)?

    package init(on loop: any EventLoop, _ peers: Peers) {
        self.loop = loop
        self.peers = peers
    }

    /// What is done with a message from a source. Strangers get silence (or 403), and the log says so.
    package func admission(of source: HostPort) -> SourceAdmission {
        if self.peers.isBanned(source.host, self.loop.now) { return .drop }
        if let index = self.index(at: source.host) {
            return .peer(isTrusted: self.peers.all[index].isTrusted, number: self.peers.numbers[index])
        }
        self.peers.log(stranger: source, self.loop.now)
        return self.peers.rejectsStrangers ? .reject : .drop
    }

    /// The peer whose networks contain an address.
    package func peer(at host: String) -> Peer? {
        self.index(at: host).map { self.peers.all[$0] }
    }

    private func index(at host: String) -> Int? {
        if let latest = self.latest, latest.host == host { return latest.index }
        let index: Int?
        if let known = self.known[host] {
            index = known
        } else {
            if self.known.count >= Peers.memory { self.known.removeAll(keepingCapacity: true) }
            index = self.peers.all.firstIndex { $0.contains(host) }
            self.known[host] = .some(index)
        }
        self.latest = (host, index)
        return index
    }

    /// Whether a source may have one more call now; nothing is counted. Asked before its request is read (OVL-2).
    func hasRoom(forCallFrom source: HostPort) -> Bool {
        guard let peer = self.peer(at: source.host), peer.limits != PeerLimits(),
            let load = self.peers.load(of: peer.name)
        else { return true }
        let now = self.loop.now
        guard let excess = load.excess(now: now.uptimeNanoseconds) else { return true }
        self.peers.log(excess, of: peer, now)
        return false
    }

    /// Whether a new call of a peer is one too many; if not, it counts (OVL-2).
    func isExcessive(callOf peer: Peer) -> Bool {
        guard peer.limits != PeerLimits(), let load = self.peers.load(of: peer.name) else { return false }
        let now = self.loop.now
        guard let excess = load.take(now: now.uptimeNanoseconds) else { return false }
        self.peers.log(excess, of: peer, now)
        return true
    }

    /// Nothing more is heard of a source for a while (OVL-4).
    func ban(_ source: HostPort, of peer: Peer) {
        self.peers.ban(source, of: peer, self.loop.now)
    }
}
