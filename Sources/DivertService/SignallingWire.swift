import CallControl
import DivertConfiguration
import NIOCore
import Observability
import SIPCore
import SIPEdge
import SIPTransaction
import SIPTransport

/// What each event loop of the SIP side has of its own: sockets, transactions, and who may send what.
struct SignallingWire: Sendable {
    let transport: TransportLayer
    let transactions: TransactionLayer
    let peers: LoopPeers
    private let admission: CallAdmission

    /// - Parameters:
    ///   - count: how many loops there are.
    ///   - streams: the transport layer that has the connections; nil: this one.
    ///   - randomness: of this loop.
    init(
        on loop: any EventLoop, among count: Int, streams: TransportLayer? = nil, _ peers: Peers, _ gate: NewCallGate,
        _ configuration: Configuration, _ surroundings: Signalling.Surroundings, _ randomness: LoopRandomness
    ) {
        self.transport = TransportLayer(
            on: loop, longestRest: .milliseconds(Int64(configuration.sip.batchMilliseconds)),
            logger: surroundings.logger)
        self.peers = LoopPeers(peers, on: loop)
        self.admission = CallAdmission(self.peers, gate)
        var sender: any ResponseSender = self.transport
        if let streams { sender = LoopSender(on: loop, datagrams: self.transport, streams: streams) }
        self.transactions = TransactionLayer(
            on: loop,
            TransactionLayer.Environment(
                policy: self.admission, sender: sender,
                timing: TransactionTiming(t1: .milliseconds(configuration.sip.t1Milliseconds)),
                makeTag: { randomness.tag() }, statelessTag: Randomness.statelessTags(surroundings.secrets.newest),
                capacity: TransactionLayer.Environment.standardCapacity / count,
                metrics: SIPMetrics(surroundings.metrics, peers: peers.names)))
    }

    /// Takes messages from now on.
    func open() async {
        let (transactions, admission) = (self.transactions, self.admission)
        await self.transport.start(
            TransportLayer.Receiver(
                datagram: { bytes, arrival in transactions.assumeIsolated { $0.receive(datagram: bytes, arrival) } },
                message: { bytes, arrival in transactions.assumeIsolated { $0.receive(streamMessage: bytes, arrival) }
                },
                malformed: { error, arrival in transactions.assumeIsolated { $0.refuse(error, arrival) } },
                admits: { admission.admission(of: $0) != .drop }))
    }
}
