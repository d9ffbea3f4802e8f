package import Logging
package import NIOCore
import Observability
package import SIPCore
package import SIPTransport

/// Who may send here, by source address; the first peer that contains it counts. Strangers get silence (or 403), and
/// once a minute and source the log says which line of configuration would admit them.
package actor PeerTable: SourcePolicy {
    /// How many sources are remembered at most, so that a flood of spoofed addresses costs bounded memory.
    private static let memory = 4096

    private let loop: any EventLoop
    private let peers: [Peer]
    /// The names of the peers, each once.
    package nonisolated let names: [String]
    /// The place of each peer's name among them.
    private let numbers: [PeerNumber]
    private let rejectsStrangers: Bool
    private let logger: Logger
    /// The peer of each source seen lately, as an index; nil for strangers.
    private var known: [String: Int?] = [:]
    /// When each stranger may be logged again.
    private var quietUntil: [String: NIODeadline] = [:]
    /// When the last of them may be.
    private var allMayBeLogged = NIODeadline.distantPast
    /// By name of the peer; all of its networks together.
    private var loads: [String: PeerLoad]
    /// Until when nothing is heard of a source that scanned.
    private var banned: [String: NIODeadline] = [:]
    /// When a peer that asks for too much may be logged again.
    private var excessQuietUntil: [String: NIODeadline] = [:]

    package nonisolated var unownedExecutor: UnownedSerialExecutor { self.loop.executor.asUnownedSerialExecutor() }

    package init(on loop: any EventLoop, _ peers: [Peer], rejectsStrangers: Bool, logger: Logger) {
        self.loop = loop
        self.peers = peers
        var names: [String] = []
        self.numbers = peers.map { peer in
            if !names.contains(peer.name) { names.append(peer.name) }
            let place = names.firstIndex(of: peer.name).flatMap(Int16.init(exactly:))
            return place.map(PeerNumber.init) ?? .stranger
        }
        self.names = names
        self.loads = Dictionary(peers.map { ($0.name, PeerLoad($0.limits)) }) { first, _ in first }
        self.rejectsStrangers = rejectsStrangers
        self.logger = logger
    }

    package nonisolated func admission(of source: HostPort) -> SourceAdmission {
        self.assumeIsolated { table in
            if table.isBanned(source.host) { return .drop }
            if let index = table.index(of: source.host) {
                return .peer(isTrusted: table.peers[index].isTrusted, number: table.numbers[index])
            }
            table.logStranger(source)
            return table.rejectsStrangers ? .reject : .drop
        }
    }

    /// The peer whose networks contain an address.
    package func peer(at host: String) -> Peer? {
        self.index(of: host).map { self.peers[$0] }
    }

    private func index(of host: String) -> Int? {
        if let known = self.known[host] { return known }
        if self.known.count >= Self.memory { self.known.removeAll(keepingCapacity: true) }
        let index = self.peers.firstIndex { $0.contains(host) }
        self.known[host] = .some(index)
        return index
    }

    /// The peer of that name; nil when the configuration has none any more.
    package func peer(named name: String) -> Peer? {
        self.peers.first { $0.name == name }
    }

    // MARK: Load (OVL-2)

    /// Whether a new call of a peer is one too many; if not, it counts.
    func isExcessive(callOf peer: Peer) -> Bool {
        let now = self.loop.now
        guard let excess = self.loads[peer.name]?.excess(now: now.uptimeNanoseconds) else { return false }
        if self.excessQuietUntil[peer.name].map({ now >= $0 }) ?? true {
            self.excessQuietUntil[peer.name] = now + .minutes(1)
            self.logger.event(
                .notice, "peer asks for more calls than it may have; they get 503", call: nil,
                [.peer(peer.name), .reason(excess)])
        }
        return true
    }

    /// A call of a peer rings.
    func callBegan(of name: String?) {
        if let name { self.loads[name]?.began() }
    }

    /// A call of a peer was decided.
    func callDecided(of name: String?) {
        if let name { self.loads[name]?.decided() }
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
