package import Logging
package import NIOCore
import Observability
package import SIPCore
package import SIPTransport

/// Who may send here, by source address; the first peer that contains it counts. Strangers get silence (or 403), and
/// once a minute and source the log says which line of configuration would admit them.
///
/// It belongs to the event loop and is handed around as `LoopPeers`.
package final class PeerTable {
    /// How many sources are remembered at most, so that a flood of spoofed addresses costs bounded memory.
    private static let memory = 4096

    private let loop: any EventLoop
    private let peers: [Peer]
    /// The names of the peers, each once.
    let names: [String]
    /// The place of each peer's name among them.
    private let numbers: [PeerNumber]
    private let rejectsStrangers: Bool
    private let logger: Logger
    /// The peer of each source seen lately, as an index; nil for strangers.
    private var known: [String: Int?] = [:]
    /// The one of the source seen last: a trunk sends many messages in a row.
    private var latest: (host: String, index: Int?)?
    /// When each stranger may be logged again.
    private var quietUntil: [String: NIODeadline] = [:]
    /// When the last of them may be.
    private var allMayBeLogged = NIODeadline.distantPast
    /// By the places of the names; all networks of a peer together.
    private var loads: [PeerLoad]
    /// Until when nothing is heard of a source that scanned.
    private var banned: [String: NIODeadline] = [:]
    /// When a peer that asks for too much may be logged again.
    private var excessQuietUntil: [String: NIODeadline] = [:]

    package init(on loop: any EventLoop, _ peers: [Peer], rejectsStrangers: Bool, logger: Logger) {
        self.loop = loop
        self.peers = peers
        var names: [String] = []
        var loads: [PeerLoad] = []
        self.numbers = peers.map { peer in
            if !names.contains(peer.name) {
                names.append(peer.name)
                loads.append(PeerLoad(peer.limits))
            }
            let place = names.firstIndex(of: peer.name).flatMap(Int16.init(exactly:))
            return place.map(PeerNumber.init) ?? .stranger
        }
        self.names = names
        self.loads = loads
        self.rejectsStrangers = rejectsStrangers
        self.logger = logger
    }

    /// What is done with a message from a source.
    package func admission(of source: HostPort) -> SourceAdmission {
        if self.isBanned(source.host) { return .drop }
        if let index = self.index(at: source.host) {
            return .peer(isTrusted: self.peers[index].isTrusted, number: self.numbers[index])
        }
        self.logStranger(source)
        return self.rejectsStrangers ? .reject : .drop
    }

    /// The peer whose networks contain an address.
    package func peer(at host: String) -> Peer? {
        self.index(at: host).map { self.peers[$0] }
    }

    private func index(at host: String) -> Int? {
        if let latest = self.latest, latest.host == host { return latest.index }
        let index: Int?
        if let known = self.known[host] {
            index = known
        } else {
            if self.known.count >= Self.memory { self.known.removeAll(keepingCapacity: true) }
            index = self.peers.firstIndex { $0.contains(host) }
            self.known[host] = .some(index)
        }
        self.latest = (host, index)
        return index
    }

    /// The peer of that name; nil when the configuration has none any more.
    package func peer(named name: String) -> Peer? {
        self.peers.first { $0.name == name }
    }

    // MARK: Load (OVL-2)

    /// Whether a source may have one more call now; nothing is counted. Asked before its request is read.
    func hasRoom(forCallFrom source: HostPort) -> Bool {
        guard let index = self.index(at: source.host), self.peers[index].limits != PeerLimits(),
            let place = self.names.firstIndex(of: self.peers[index].name)
        else { return true }
        let now = self.loop.now
        guard let excess = self.loads[place].excess(now: now.uptimeNanoseconds) else { return true }
        self.log(excess, of: self.peers[index], now)
        return false
    }

    /// Whether a new call of a peer is one too many; if not, it counts.
    func isExcessive(callOf peer: Peer) -> Bool {
        guard peer.limits != PeerLimits(), let place = self.names.firstIndex(of: peer.name) else { return false }
        let now = self.loop.now
        guard let excess = self.loads[place].take(now: now.uptimeNanoseconds) else { return false }
        self.log(excess, of: peer, now)
        return true
    }

    private func log(_ excess: PeerLoad.Excess, of peer: Peer, _ now: NIODeadline) {
        guard self.excessQuietUntil[peer.name].map({ now >= $0 }) ?? true else { return }
        self.excessQuietUntil[peer.name] = now + .minutes(1)
        self.logger.event(
            .notice, "peer asks for more calls than it may have; they get 503", call: nil,
            [.peer(peer.name), .reason(excess)])
    }

    /// A call of a peer rings.
    func callBegan(of name: String?) {
        guard let place = name.flatMap({ self.names.firstIndex(of: $0) }) else { return }
        self.loads[place].began()
    }

    /// A call of a peer was decided.
    func callDecided(of name: String?) {
        guard let place = name.flatMap({ self.names.firstIndex(of: $0) }) else { return }
        self.loads[place].decided()
    }

    // MARK: Scanners (OVL-4)

    /// How long nothing is heard of a source that scanned.
    private static let banTime: TimeAmount = .minutes(5)

    /// Nothing more is heard of a source for a while. A trusted peer is spared: it passes on what others say of
    /// themselves.
    func ban(_ source: HostPort, of peer: Peer) {
        guard !peer.isTrusted else { return }
        if self.banned.count >= Self.memory { self.banned.removeAll(keepingCapacity: true) }
        self.banned[source.host] = self.loop.now + Self.banTime
        self.logger.event(
            .notice, "a scanner; nothing of this source is heard for five minutes", call: nil,
            [.source(source), .peer(peer.name)])
    }

    private func isBanned(_ host: String) -> Bool {
        guard !self.banned.isEmpty, let until = self.banned[host] else { return false }
        if self.loop.now < until { return true }
        self.banned[host] = nil
        return false
    }

    private func logStranger(_ source: HostPort) {
        let now = self.loop.now
        if let quietUntil = self.quietUntil[source.host], now < quietUntil { return }
        if self.quietUntil.count >= Self.memory {
            // Spoofed addresses must not fill the log: no line for any further stranger within this minute.
            guard now >= self.allMayBeLogged else { return }
            self.quietUntil.removeAll(keepingCapacity: true)
        }
        self.allMayBeLogged = now + .minutes(1)
        self.quietUntil[source.host] = self.allMayBeLogged
        self.logger.event(
            .notice, "SIP message from a stranger; a line under sip.peers would admit it", call: nil,
            [.source(source), .line(admitting: source)])
    }
}
