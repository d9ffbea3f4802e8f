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

    private struct Request: Hashable, Sendable {
        let method: String
        let transport: SIPTransportProtocol
    }

    private struct Response: Hashable, Sendable {
        let method: String
        let status: Int
    }

    private var requests: CounterFamily<Request>
    private var responses: CounterFamily<Response>
    private var retransmissions: CounterFamily<SIPDirection>
    private var malformed: CounterFamily<String>
    private var drops: CounterFamily<Drop>
    private var cancellations: CounterFamily<Bool>
    private var refusals: CounterFamily<Refusal>
    private let acknowledgementsMissing: Counter
    private let transportErrors: Counter
    private let transactions: Gauge

    package init(_ factory: any MetricsFactory = MetricsSystem.factory) {
        self.requests = CounterFamily(.requests, in: factory) {
            [("method", $0.method), ("transport", $0.transport.name)]
        }
        self.responses = CounterFamily(.responses, in: factory) {
            [("method", $0.method), ("status", "\($0.status)")]
        }
        self.retransmissions = CounterFamily(.retransmissions, in: factory) { [("direction", $0.rawValue)] }
        self.malformed = CounterFamily(.malformed, in: factory) { [("reason", $0)] }
        self.drops = CounterFamily(.dropped, in: factory) { [("reason", $0.rawValue)] }
        self.cancellations = CounterFamily(.cancellations, in: factory) { [("phase", $0 ? "before" : "after")] }
        self.refusals = CounterFamily(.refused, in: factory) { [("reason", $0.rawValue)] }
        self.acknowledgementsMissing = Counter(label: MetricName.acknowledgementsMissing.rawValue, factory: factory)
        self.transportErrors = Counter(label: MetricName.transportErrors.rawValue, factory: factory)
        self.transactions = Gauge(label: MetricName.transactions.rawValue, factory: factory)
    }

    package mutating func received(_ method: SIPMethod, over transport: SIPTransportProtocol) {
        self.requests.increment(Request(method: Self.label(method), transport: transport))
    }

    package mutating func receivedAgain() { self.retransmissions.increment(.received) }

    package mutating func sent(_ status: Int, to method: SIPMethod) {
        self.responses.increment(Response(method: Self.label(method), status: status))
    }

    package mutating func sentAgain() { self.retransmissions.increment(.sent) }

    package mutating func malformed(_ error: SIPParseError) { self.malformed.increment(error.code.description) }

    package mutating func dropped(_ reason: Drop) { self.drops.increment(reason) }

    package mutating func refused(_ reason: Refusal) { self.refusals.increment(reason) }

    /// A CANCEL found its INVITE, before its final response or after that.
    package mutating func cancelled(beforeFinal isBefore: Bool) { self.cancellations.increment(isBefore) }

    package func acknowledgementMissing() { self.acknowledgementsMissing.increment() }

    package func notSent() { self.transportErrors.increment() }

    /// How many transactions there are now.
    package func transactions(_ count: Int) { self.transactions.record(count) }

    /// Peers may send any token as a method; those that no standard knows are one label together.
    private static func label(_ method: SIPMethod) -> String { method.isKnown ? method.rawValue : "other" }
}
