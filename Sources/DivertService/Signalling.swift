import CallAutomationModel
import CallContext
import CallControl
import CallRouting
import CoreMetrics
import DivertConfiguration
import EventDelivery
import Logging
import NIOCore
import Observability
import SIPCore
import SIPEdge
import SIPMessage
import SIPTransport

/// The SIP side and the calls, put together: on one event loop, or on several that share the UDP ports. The first of them
/// has the calls, and the connections.
struct Signalling: Sendable {
    let owner: CallOwner
    private let edge: SIPEdge
    private let transactions: TransactionLayers
    private let wires: [SignallingWire]
    private let observer: SIPMessageLog?

    /// What the parts outside give.
    struct Surroundings: Sendable {
        let store: any CallStore
        let poster: any EventPoster
        let secrets: ContextSecrets
        let now: @Sendable () -> Timestamp
        /// Where an endpoint's question can be answered by visiting.
        let confirmationURL: @Sendable (_ subscription: String, _ code: String) -> String
        let metrics: any MetricsFactory
        let logger: Logger
    }

    /// - Parameters:
    ///   - loop: the loop of the calls.
    ///   - others: further loops that take datagrams.
    init(
        on loop: any EventLoop, _ others: [any EventLoop], _ configuration: Configuration, _ surroundings: Surroundings
    ) {
        let logger = surroundings.logger
        let resources = ResourceTable(configuration.resources.map(ResourceTable.Resource.init))
        let resolver = Self.resolver(configuration, resources)
        let sealer = surroundings.secrets.sealer
        let randomness = LoopRandomness(on: loop)
        var environment = CallOwnerEnvironment(
            store: surroundings.store, poster: surroundings.poster,
            seal: { claims in
                var generator = SystemRandomNumberGenerator()
                return try sealer.seal(claims, using: &generator)
            },
            policy: Self.policy(configuration, resources), resolver: resolver,
            subscriptions: configuration.events.subscriptions.map(EventSubscription.init),
            now: surroundings.now,
            makeCallID: {
                var generator = randomness
                return CallID.random(using: &generator)
            },
            makeEventID: {
                var generator = randomness
                return UUIDText.version4(using: &generator).text
            },
            settings: CallSettings(configuration), logger: logger)
        environment.metrics = EventMetrics(surroundings.metrics)
        environment.confirmationURL = surroundings.confirmationURL
        self.owner = CallOwner(on: loop, environment)
        let letsCallsRing = self.owner.letsCallsRing
        let peers = Peers(
            configuration.sip.peersByNetwork.map { network, peer in
                var peer = Peer(network, peer)
                // Where the policy answers at once nobody waits, whatever is on its way between the loops.
                if !letsCallsRing { peer.limits.pendingCalls = nil }
                return peer
            },
            rejectsStrangers: configuration.sip.unknownPeers == .reject,
            logger: logger)
        let first = SignallingWire(
            on: loop, among: others.count + 1, peers, self.owner.gate, configuration, surroundings, randomness)
        let further = others.map { [owner] other in
            SignallingWire(
                on: other, among: others.count + 1, streams: first.transport, peers, owner.gate, configuration,
                surroundings, LoopRandomness(on: other))
        }
        self.wires = [first] + further
        self.transactions = TransactionLayers(first.transactions, further.map(\.transactions))
        self.edge = SIPEdge(
            on: loop, transactions: self.transactions, owner: self.owner, peers: peers,
            localPeers: first.peers,
            resources: resources, logger: logger, metrics: CallMetrics(surroundings.metrics))
        self.observer = SIPMessageLog(configuration.logging, logger, self.edge, on: loop)
    }

    /// Starts the parts that others may call; messages are not taken yet.
    func start() async {
        await self.transactions.start(self.edge, observer: self.observer)
        await self.owner.start()
    }

    /// Binds the listeners, in order.
    ///
    /// - Returns: the addresses with the ports they got.
    /// - Throws: `ListenError` for the first that cannot be had.
    func listen(on addresses: [ListenAddress]) async throws -> [ListenAddress] {
        let (first, others) = (self.wires[0].transport, self.wires.dropFirst().map(\.transport))
        do {
            let bound = try await first.listen(on: addresses)
            try await first.shareDatagramPorts(with: others)
            return bound
        } catch {
            await self.closeSockets()
            throw error
        }
    }

    /// Takes messages from now on.
    func open() async {
        for wire in self.wires { await wire.open() }
        await self.owner.announceRecovered()
    }

    /// Ends every call and closes every socket: those of the first loop last, as others send over its connections.
    func close() async {
        await self.owner.drain()
        if self.wires.count > 1 { await self.settle() }
        await self.closeSockets()
    }

    /// The end of a start that failed: nothing was taken yet.
    func closeSockets() async {
        for wire in self.wires.reversed() { await wire.transport.close() }
    }

    /// Requests that are on their way between the loops get their answers: from a loop to the first one and back.
    private func settle() async {
        for wire in self.wires { await wire.transport.stopReceivingDatagrams() }
        for _ in 0..<2 {
            for wire in self.wires { await wire.transactions.settle() }
        }
    }

    /// Takes up what the store holds (D8).
    func recover(
        _ recovery: StoreRecovery, _ subscriptions: [SubscriptionRecord], now: @escaping @Sendable () -> Timestamp
    ) async {
        let edge = self.edge
        await self.owner.recover(subscriptions)
        await self.owner.recover(recovery) { record in edge.assumeIsolated { $0.resume(record, now: now()) } }
    }

    /// What the configuration forbids comes before whose users they are.
    private static func policy(_ configuration: Configuration, _ resources: ResourceTable) -> TargetPolicies {
        let lists = configuration.resources.map { ($0.name, TargetLists($0.targets)) }
        let rules = configuration.resources.map { ($0.name, SIPTargetPolicy.Rules($0, configuration.sip)) }
        return TargetPolicies([
            ListedTargets(Dictionary(lists) { $1 }), SIPTargetPolicy(Dictionary(rules) { $1 }), OneResource(resources),
        ])
    }

    /// Registered contacts, once there are any, go in front of the routes.
    private static func resolver(_ configuration: Configuration, _ resources: ResourceTable) -> TargetResolverChain {
        let simulated = OwnedTargets(resources, of: .simulated)
        let owned = OwnedTargets(resources)
        let routes = RouteTable(
            configuration.routes.map { RouteTable.Route(pattern: $0.pattern, uri: $0.uriTemplate) },
            domain: configuration.sip.domain)
        let numbers = TargetResolverChain([simulated, routes, owned, NumberReturnsToPeer()])
        let addresses = SIPAddressTarget(numbers: numbers)
        return TargetResolverChain([simulated, routes, addresses, owned, NumberReturnsToPeer()])
    }
}

extension EventSubscription {
    init(_ subscription: Configuration.Subscription) {
        self.init(
            name: subscription.name, resource: subscription.resource, endpoint: subscription.endpoint.text,
            maxDeliveryAttempts: subscription.maxDeliveryAttempts,
            timeToLive: .seconds(subscription.timeToLiveSeconds),
            filter: subscription.filter)
        self.schema = subscription.schema
        self.validation = subscription.validation
        self.kinds = subscription.kinds
        self.replies = subscription.replies
        self.headers = subscription.headers
        self.signingSecret = subscription.signingSecret
    }
}

extension Peer {
    /// One of a peer's networks.
    init(_ network: Configuration.Network, _ peer: Configuration.Peer) {
        self.init(
            name: peer.name, resource: peer.resource, isTrusted: peer.trusted, wantsRingback: peer.ringback,
            embeddedHeaders: EmbeddedHeaders(peer.headers),
            contains: { IPAddress($0).map { network.contains($0.bytes) } ?? false })
        self.numberPlan = peer.numberPlan.map {
            NumberPlan(
                countryCode: $0.countryCode, internationalPrefix: $0.internationalPrefix,
                nationalPrefix: $0.nationalPrefix)
        }
        self.calledNumber = CalledNumber(rawValue: peer.calledNumber.rawValue) ?? .requestURI
        self.wantsDiversion = peer.diversion
        self.hidesPrivateCallers = peer.hidesPrivateCallers
        self.believesRemotePartyID = peer.believesRemotePartyID
        self.limits = PeerLimits(pendingCalls: peer.maxPendingCalls, callsPerSecond: peer.maxCallsPerSecond)
        for (cause, answer) in peer.answers {
            guard let cause = RefusalCause(rawValue: cause) else { continue }
            self.answers[cause] = RefusalAnswer(
                status: answer.status, q850Cause: answer.cause, retryAfterSeconds: answer.retryAfterSeconds)
        }
    }
}

extension ResourceTable.Resource {
    init(_ resource: Configuration.Resource) {
        self.init(name: resource.name, id: resource.id.lowercased(), numbers: resource.numbers.map(\.description))
    }
}

extension CallSettings {
    init(_ configuration: Configuration) {
        self.init()
        self.ringTimeout = .seconds(configuration.calls.ringTimeoutSeconds)
        self.maxDiversions = configuration.calls.maxDiversions
        self.policyRecordsPerSecond = configuration.calls.policyRecordsPerSecond
        self.drain = .seconds(configuration.calls.drainSeconds)
        self.domain = configuration.sip.domain
        switch configuration.calls.onUndelivered {
        case .wait: self.onUndelivered = .wait
        case .reject: self.onUndelivered = .decline
        case .redirect(let target): self.onUndelivered = .redirect(target: target)
        }
        self.deadLetterAge = .seconds(configuration.events.deadLetters.keepDays * 86_400)
        self.deadLetterCount = configuration.events.deadLetters.keepCount
        switch configuration.calls.onTimeout {
        case .reject: self.onTimeout = .decline
        case .redirect(let target): self.onTimeout = .redirect(target: target)
        }
    }
}
