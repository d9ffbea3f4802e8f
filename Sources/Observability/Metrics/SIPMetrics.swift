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
        /// Too much waits for the loop of its transaction.
        case busy
    }

    /// Why a request is refused without a transaction.
    package enum Refusal: String, Sendable, Hashable {
        /// It comes from a stranger, and those get 403.
        case stranger
        /// There are as many transactions as may be.
        case transactions
        /// There are as many calls as may be, the peer asks for too many, too much waits for a loop or
        /// for the owner of calls, or the server stops.
        case overload
        /// It is a CANCEL of no transaction.
        case cancel
    }

    private struct Request: Hashable, Sendable {
        let method: MethodLabel
        let transport: SIPTransportProtocol
    }

    private struct Response: Hashable, Sendable {
        let method: MethodLabel
        let status: Int
    }

    /// What has no labels but the peer.
    private struct Nothing: Hashable, Sendable {}

    private var requests: PeerCounterFamily<Request>
    private var responses: PeerCounterFamily<Response>
    private var retransmissions: PeerCounterFamily<SIPDirection>
    private var malformed: PeerCounterFamily<String>
    private var drops: PeerCounterFamily<Drop>
    private var cancellations: PeerCounterFamily<Bool>
    private var refusals: PeerCounterFamily<Refusal>
    private var acknowledgementsMissing: PeerCounterFamily<Nothing>
    private var transportErrors: PeerCounterFamily<Nothing>
    private let transactions: Meter

    /// - Parameter peers: the names of the peers, by their numbers.
    package init(_ factory: any MetricsFactory = MetricsSystem.factory, peers: [String] = []) {
        func family<Labels>(
            _ name: MetricName, _ dimensions: @escaping @Sendable (Labels) -> [(String, String)]
        ) -> PeerCounterFamily<Labels> {
            PeerCounterFamily(name, in: factory, peers: peers, dimensions: dimensions)
        }
        self.requests = family(.requests) { [("method", $0.method.name), ("transport", $0.transport.name)] }
        self.responses = family(.responses) { [("method", $0.method.name), ("status", "\($0.status)")] }
        self.retransmissions = family(.retransmissions) { [("direction", $0.rawValue)] }
        self.malformed = family(.malformed) { [("reason", $0)] }
        self.drops = family(.dropped) { [("reason", $0.rawValue)] }
        self.cancellations = family(.cancellations) { [("phase", $0 ? "before" : "after")] }
        self.refusals = family(.refused) { [("reason", $0.rawValue)] }
        self.acknowledgementsMissing = family(.acknowledgementsMissing) { _ in [] }
        self.transportErrors = family(.transportErrors) { _ in [] }
        self.transactions = Meter(label: MetricName.transactions.rawValue, factory: factory)
    }

    package mutating func received(_ method: SIPMethod, over transport: SIPTransportProtocol, of peer: PeerNumber) {
        self.requests.increment(Request(method: MethodLabel(method), transport: transport), of: peer)
    }

    package mutating func receivedAgain(of peer: PeerNumber) { self.retransmissions.increment(.received, of: peer) }

    package mutating func sent(_ status: Int, to method: SIPMethod, of peer: PeerNumber) {
        self.responses.increment(Response(method: MethodLabel(method), status: status), of: peer)
    }

    package mutating func sentAgain(of peer: PeerNumber) { self.retransmissions.increment(.sent, of: peer) }

    package mutating func malformed(_ error: SIPParseError, of peer: PeerNumber) {
        self.malformed.increment(error.code.description, of: peer)
    }

    package mutating func dropped(_ reason: Drop, of peer: PeerNumber) { self.drops.increment(reason, of: peer) }

    package mutating func refused(_ reason: Refusal, of peer: PeerNumber) {
        self.refusals.increment(reason, of: peer)
    }

    /// A CANCEL found its INVITE, before its final response or after that.
    package mutating func cancelled(beforeFinal isBefore: Bool, of peer: PeerNumber) {
        self.cancellations.increment(isBefore, of: peer)
    }

    package mutating func acknowledgementMissing(of peer: PeerNumber) {
        self.acknowledgementsMissing.increment(Nothing(), of: peer)
    }

    package mutating func notSent(of peer: PeerNumber) { self.transportErrors.increment(Nothing(), of: peer) }

    /// A transaction began.
    package func transactionBegan() { self.transactions.increment(by: 1.0) }

    /// A transaction is forgotten.
    package func transactionEnded() { self.transactions.decrement(by: 1.0) }
}
