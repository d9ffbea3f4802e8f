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
    private let rejectsStrangers: Bool
    private let logger: Logger
    /// The peer of each source seen lately, as an index; nil for strangers.
    private var known: [String: Int?] = [:]
    /// When each stranger may be logged again.
    private var quietUntil: [String: NIODeadline] = [:]
    /// When the last of them may be.
    private var allMayBeLogged = NIODeadline.distantPast

    package nonisolated var unownedExecutor: UnownedSerialExecutor { self.loop.executor.asUnownedSerialExecutor() }

    package init(on loop: any EventLoop, _ peers: [Peer], rejectsStrangers: Bool, logger: Logger) {
        self.loop = loop
        self.peers = peers
        self.rejectsStrangers = rejectsStrangers
        self.logger = logger
    }

    package nonisolated func admission(of source: HostPort) -> SourceAdmission {
        self.assumeIsolated { table in
            if let peer = table.peer(at: source.host) { return .peer(isTrusted: peer.isTrusted) }
            table.logStranger(source)
            return table.rejectsStrangers ? .reject : .drop
        }
    }

    /// The peer whose networks contain an address.
    package func peer(at host: String) -> Peer? {
        if let known = self.known[host] { return known.map { self.peers[$0] } }
        if self.known.count >= Self.memory { self.known.removeAll(keepingCapacity: true) }
        let index = self.peers.firstIndex { $0.contains(host) }
        self.known[host] = .some(index)
        return index.map { self.peers[$0] }
    }

    /// The peer of that name; nil when the configuration has none any more.
    package func peer(named name: String) -> Peer? {
        self.peers.first { $0.name == name }
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
