package import Metrics
package import SIPCore
package import SIPMessage

/// What the SIP side of one event loop counts (`sip.server.…`). Owned by its transaction layer.
package struct SIPMetrics: Sendable {
    /// Why nobody answers a message.
    package enum Drop: String, Sendable, Hashable {
        /// It comes from a stranger, or from a source that is not heard for a while.
        case source
        /// A scanner made it.
        case scanner
        /// It is a response, and no client transaction waits for one.
        case response
        /// It is an ACK of no transaction.
        case ack
    }

    /// Why a request is refused without a transaction.
    package enum Refusal: String, Sendable, Hashable {
        /// It comes from a stranger, and those get 403.
        case stranger
        /// There are as many transactions as may be.
        case transactions
        /// There are as many calls as may be, the peer asks for too many, or the server stops.
        case overload
        /// It is a CANCEL of no transaction.
        case cancel
    }

    /// Something that is counted for each peer.
    private struct OfPeer<Label: Hashable & Sendable>: Hashable, Sendable {
        let peer: PeerNumber
        let label: Label
    }

    private struct Request: Hashable, Sendable {
        let method: MethodLabel
        let transport: SIPTransportProtocol
    }

    private struct Response: Hashable, Sendable {
        let method: MethodLabel
        let status: Int
    }

    private var requests: CounterFamily<OfPeer<Request>>
    private var responses: CounterFamily<OfPeer<Response>>
    private var retransmissions: CounterFamily<OfPeer<SIPDirection>>
    private var malformed: CounterFamily<OfPeer<String>>
    private var drops: CounterFamily<OfPeer<Drop>>
    private var cancellations: CounterFamily<OfPeer<Bool>>
    private var refusals: CounterFamily<OfPeer<Refusal>>
    private var acknowledgementsMissing: CounterFamily<PeerNumber>
    private var transportErrors: CounterFamily<PeerNumber>
    private let transactions: Gauge

    /// - Parameter peers: the names of the peers, by their numbers.
    package init(_ factory: any MetricsFactory = MetricsSystem.factory, peers: [String] = []) {
        let name: @Sendable (PeerNumber) -> (String, String) = { number in
            ("peer", peers.indices.contains(Int(number.value)) ? peers[Int(number.value)] : "")
        }
        func family<Label>(
            _ metric: MetricName, _ dimensions: @escaping @Sendable (Label) -> [(String, String)]
        ) -> CounterFamily<OfPeer<Label>> {
            CounterFamily(metric, in: factory) { dimensions($0.label) + [name($0.peer)] }
        }
        self.requests = family(.requests) { [("method", $0.method.name), ("transport", $0.transport.name)] }
        self.responses = family(.responses) { [("method", $0.method.name), ("status", "\($0.status)")] }
        self.retransmissions = family(.retransmissions) { [("direction", $0.rawValue)] }
        self.malformed = family(.malformed) { [("reason", $0)] }
        self.drops = family(.dropped) { [("reason", $0.rawValue)] }
        self.cancellations = family(.cancellations) { [("phase", $0 ? "before" : "after")] }
        self.refusals = family(.refused) { [("reason", $0.rawValue)] }
        self.acknowledgementsMissing = CounterFamily(.acknowledgementsMissing, in: factory) { [name($0)] }
        self.transportErrors = CounterFamily(.transportErrors, in: factory) { [name($0)] }
        self.transactions = Gauge(label: MetricName.transactions.rawValue, factory: factory)
    }

    package mutating func received(_ method: SIPMethod, over transport: SIPTransportProtocol, of peer: PeerNumber) {
        self.requests.increment(
            OfPeer(peer: peer, label: Request(method: MethodLabel(method), transport: transport)))
    }

    package mutating func receivedAgain(of peer: PeerNumber) {
        self.retransmissions.increment(OfPeer(peer: peer, label: .received))
    }

    package mutating func sent(_ status: Int, to method: SIPMethod, of peer: PeerNumber) {
        self.responses.increment(OfPeer(peer: peer, label: Response(method: MethodLabel(method), status: status)))
    }

    package mutating func sentAgain(of peer: PeerNumber) {
        self.retransmissions.increment(OfPeer(peer: peer, label: .sent))
    }

    package mutating func malformed(_ error: SIPParseError, of peer: PeerNumber) {
        self.malformed.increment(OfPeer(peer: peer, label: error.code.description))
    }

    package mutating func dropped(_ reason: Drop, of peer: PeerNumber) {
        self.drops.increment(OfPeer(peer: peer, label: reason))
    }

    package mutating func refused(_ reason: Refusal, of peer: PeerNumber) {
        self.refusals.increment(OfPeer(peer: peer, label: reason))
    }

    /// A CANCEL found its INVITE, before its final response or after that.
    package mutating func cancelled(beforeFinal isBefore: Bool, of peer: PeerNumber) {
        self.cancellations.increment(OfPeer(peer: peer, label: isBefore))
    }

    package mutating func acknowledgementMissing(of peer: PeerNumber) {
        self.acknowledgementsMissing.increment(peer)
    }

    package mutating func notSent(of peer: PeerNumber) { self.transportErrors.increment(peer) }

    /// How many transactions there are now.
    package func transactions(_ count: Int) { self.transactions.record(count) }
}
