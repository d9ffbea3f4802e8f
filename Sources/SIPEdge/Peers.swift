package import Logging
import NIOCore
import Observability
import SIPCore
import Synchronization

/// The peers of a configuration, what they have going on, and which sources made trouble: what all event loops know
/// together. What happens to every message takes no lock; strangers, scanners and log lines do.
package final class Peers: Sendable {
    /// How many sources are remembered at most, so that a flood of spoofed addresses costs bounded memory.
    static let memory = 4096
    /// How long nothing is heard of a source that scanned.
    private static let banTime: TimeAmount = .minutes(5)
    /// How long the log is quiet about a source or a peer after a line about it.
    private static let quietTime: TimeAmount = .minutes(1)

    /// In the order in which a source is looked up.
    let all: [Peer]
    /// The names of the peers, each once.
    package let names: [String]
    /// The place of each peer's name among them.
    let numbers: [PeerNumber]
    let rejectsStrangers: Bool
    private let logger: Logger
    /// By the places of the names; all networks of a peer together.
    private let loads: [PeerLoad]
    private let hasBans = Atomic<Bool>(false)
    private let memory = Mutex(Memory())

    private struct Memory {
        /// When each stranger may be logged again.
        var strangersQuietUntil: [String: NIODeadline] = [:]
        /// When the last of them may be.
        var allMayBeLogged = NIODeadline.distantPast
        /// Until when nothing is heard of a source that scanned.
        var banned: [String: NIODeadline] = [:]
        /// When a peer that asks for too much may be logged again.
        var excessQuietUntil: [String: NIODeadline] = [:]
    }

    package init(_ peers: [Peer], rejectsStrangers: Bool, logger: Logger) {
        self.all = peers
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

    /// The peer of that name; nil when the configuration has none any more.
    package func peer(named name: String) -> Peer? {
        self.all.first { $0.name == name }
    }

    // MARK: Load (OVL-2)

    /// What the peer of a name has going on; nil when the configuration has none any more.
    func load(of name: String?) -> PeerLoad? {
        name.flatMap { self.names.firstIndex(of: $0) }.map { self.loads[$0] }
    }

    /// Says that a peer asks for too much, once a minute.
    func log(_ excess: PeerLoad.Excess, of peer: Peer, _ now: NIODeadline) {
        let isDue = self.memory.withLock { memory in
            guard memory.excessQuietUntil[peer.name].map({ now >= $0 }) ?? true else { return false }
            memory.excessQuietUntil[peer.name] = now + Self.quietTime
            return true
        }
        guard isDue else { return }
        self.logger.event(
            .notice, "peer asks for more calls than it may have; they get 503", call: nil,
            [.peer(peer.name), .reason(excess)])
    }

    // MARK: Scanners (OVL-4)

    /// Nothing more is heard of a source for a while. A trusted peer is spared: it passes on what others say of
    /// themselves.
    func ban(_ source: HostPort, of peer: Peer, _ now: NIODeadline) {
        guard !peer.isTrusted else { return }
        self.memory.withLock { memory in
            if memory.banned.count >= Self.memory { memory.banned.removeAll(keepingCapacity: true) }
            memory.banned[source.host] = now + Self.banTime
            self.hasBans.store(true, ordering: .relaxed)
        }
        self.logger.event(
            .notice, "a scanner; nothing of this source is heard for five minutes", call: nil,
            [.source(source), .peer(peer.name)])
    }

    /// Whether nothing is heard of a source.
    func isBanned(_ host: String, _ now: @autoclosure () -> NIODeadline) -> Bool {
        guard self.hasBans.load(ordering: .relaxed) else { return false }
        let now = now()
        return self.memory.withLock { memory in
            guard let until = memory.banned[host] else { return false }
            if now < until { return true }
            memory.banned[host] = nil
            self.hasBans.store(!memory.banned.isEmpty, ordering: .relaxed)
            return false
        }
    }

    // MARK: Strangers (OVL-3)

    /// Says once a minute and source which line of the configuration would admit a stranger.
    func log(stranger source: HostPort, _ now: NIODeadline) {
        let isDue = self.memory.withLock { memory in
            if let quietUntil = memory.strangersQuietUntil[source.host], now < quietUntil { return false }
            if memory.strangersQuietUntil.count >= Self.memory {
                // Spoofed addresses must not fill the log: no line for any further stranger within this minute.
                guard now >= memory.allMayBeLogged else { return false }
                memory.strangersQuietUntil.removeAll(keepingCapacity: true)
            }
            memory.allMayBeLogged = now + Self.quietTime
            memory.strangersQuietUntil[source.host] = memory.allMayBeLogged
            return true
        }
        guard isDue else { return }
        self.logger.event(
            .notice, "SIP message from a stranger; a line under sip.peers would admit it", call: nil,
            [.source(source), .line(admitting: source)])
    }
}
