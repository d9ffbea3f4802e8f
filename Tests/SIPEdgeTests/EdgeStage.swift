import CallAutomationModel
import CallContext
import CallControl
import CallRouting
import DivertTesting
import EventDelivery
import Logging
import Metrics
import NIOCore
import NIOEmbedded
import Observability
import SIPCore
import SIPEdge
import SIPTransaction
import SIPTransport
import Synchronization
import Testing

/// The whole SIP side of one loop between a recording sender, a recording application and a store in memory. Time
/// stands still until it is advanced.
struct EdgeStage: Sendable {
    /// What differs from test to test.
    struct Setting: Sendable {
        var calls = Self.calls()
        var peers = [Self.peer()]
        var resources = [ResourceTable.Resource(name: "main", id: "", numbers: [])]
        /// What a former process left on disk.
        var disk = MemoryCallTable()
        /// When this process starts, in milliseconds.
        var start: Int64 = 1_000_000
        var metrics: any MetricsFactory = NOOPMetricsHandler.instance

        /// Marks are written at once, so that tests find them in the rows.
        private static func calls() -> CallSettings {
            var calls = CallSettings()
            calls.noteDelay = .zero
            return calls
        }

        static func peer(
            _ name: String = "trunk", resource: String? = nil, isTrusted: Bool = false, wantsRingback: Bool = false,
            embeddedHeaders: EmbeddedHeaders = EmbeddedHeaders()
        ) -> Peer {
            Peer(
                name: name, resource: resource, isTrusted: isTrusted, wantsRingback: wantsRingback,
                embeddedHeaders: embeddedHeaders
            ) {
                $0.hasPrefix("192.0.2.")
            }
        }

        func with(_ change: (inout Setting) -> Void) -> Setting {
            var copy = self
            change(&copy)
            return copy
        }
    }

    let loop: NIOAsyncTestingEventLoop
    let sender: RecordingSender
    let poster: RecordingPoster
    let store: LoopCallStore
    let owner: CallOwner
    let transactions: TransactionLayer
    let edge: SIPEdge
    let now: @Sendable () -> Timestamp

    /// Runs `body` on a stage that has taken up what was on disk, and tears it down.
    static func run(_ setting: Setting = Setting(), _ body: (EdgeStage) async throws -> Void) async throws {
        let loop = NIOAsyncTestingEventLoop()
        do {
            let stage = EdgeStage(on: loop, setting)
            await stage.transactions.start(stage.edge)
            await stage.owner.start()
            let recovery = await stage.store.recovery(now: stage.now())
            let (edge, now) = (stage.edge, stage.now)
            await stage.owner.recover(recovery) { record in edge.assumeIsolated { $0.resume(record, now: now()) } }
            await stage.owner.announceRecovered()
            try await body(stage)
        } catch {
            await loop.shutdownGracefully()
            throw error
        }
        await loop.shutdownGracefully()
    }

    private init(on loop: NIOAsyncTestingEventLoop, _ setting: Setting) {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let start = setting.start
        self.now = { Timestamp(milliseconds: start + Int64(loop.now.uptimeNanoseconds / 1_000_000)) }
        self.loop = loop
        self.sender = RecordingSender(on: loop)
        self.poster = RecordingPoster(on: loop, now: self.now)
        self.store = LoopCallStore(on: loop, table: setting.disk)
        let resources = ResourceTable(setting.resources)
        let owned = OwnedTargets(resources)
        let numbers = TargetResolverChain([owned, NumberReturnsToPeer()])
        let rules = setting.resources.map { resource in
            let rules = SIPTargetPolicy.Rules(
                lists: TargetLists(),
                targets: { $0.hasSuffix(".example") || $0.hasPrefix("192.0.2.") ? .allowed : .foreign },
                contacts: { _ in .allowed })
            return (resource.name, rules)
        }
        let events = EventNumbers()
        var environment = CallOwnerEnvironment(
            store: self.store, poster: self.poster, seal: { "context of \($0.callID.count) bytes, hop \($0.hop)" },
            policy: TargetPolicies([SIPTargetPolicy(Dictionary(rules) { $1 }), OneResource(resources)]),
            resolver: TargetResolverChain([SIPAddressTarget(numbers: numbers), numbers]),
            subscriptions: [
                EventSubscription(name: "app", resource: nil, endpoint: "http://app.example/events")
            ],
            now: self.now,
            makeCallID: {
                var generator = SystemRandomNumberGenerator()
                return CallID.random(using: &generator)
            },
            makeEventID: { events.next() }, settings: setting.calls, logger: logger)
        environment.metrics = EventMetrics(setting.metrics)
        self.owner = CallOwner(on: loop, environment)
        let peers = Peers(setting.peers, rejectsStrangers: false, logger: logger)
        let localPeers = LoopPeers(peers, on: loop)
        self.transactions = TransactionLayer(
            on: loop,
            TransactionLayer.Environment(
                policy: CallAdmission(localPeers, self.owner.gate), sender: self.sender, makeTag: { "ours" },
                statelessTag: { _ in "stateless" },
                metrics: SIPMetrics(setting.metrics, peers: peers.names)))
        self.edge = SIPEdge(
            on: loop, transactions: TransactionLayers(self.transactions), owner: self.owner, peers: peers,
            localPeers: localPeers, resources: resources, logger: logger, metrics: CallMetrics(setting.metrics))
    }

    /// A datagram arrives.
    func receive(_ request: SampleRequest, from host: String = "192.0.2.1") async {
        let arrival = Arrival(transport: .udp, source: HostPort(host: host, port: 40_000), listener: 0)
        await self.transactions.receive(datagram: request.bytes, arrival)
        await self.loop.run()
    }

    /// A message arrives over a connection.
    func receive(_ request: SampleRequest, over connection: UInt64) async {
        let arrival = Arrival(
            transport: .tcp, source: HostPort(host: "192.0.2.1", port: 40_000), listener: 1,
            connection: ConnectionID(connection))
        _ = await self.transactions.receive(streamMessage: request.bytes, arrival)
        await self.loop.run()
    }

    func advance(milliseconds: Int64) async {
        await self.loop.advanceTime(by: .milliseconds(milliseconds))
    }

    /// The newest call as it stands.
    func call() async -> CallRecord? {
        try? await self.owner.newestCalls(limit: 1).first
    }

    /// The application decides about the newest call.
    func decide(_ wish: DecisionRequest.Wish) async -> DecisionOutcome {
        guard let call = await self.call() else { return .notRinging }
        let outcome = await self.owner.decide(
            DecisionRequest(call: call.id, principal: .accessKey(of: call.resource), wish: wish, repeatability: nil))
        await self.loop.run()
        return outcome
    }

    /// The application redirects the newest call to an address.
    func redirect(to address: String) async -> DecisionOutcome {
        await self.decide(.redirect(CommunicationIdentifier(e164OrRawID: address)))
    }

    /// The application decides about one hop of the newest call.
    func decide(at hop: Int, _ wish: DecisionRequest.Wish) async -> DecisionOutcome {
        guard let call = await self.call() else { return .notRinging }
        let outcome = await self.owner.decide(
            DecisionRequest(
                call: call.id, hop: hop, principal: .accessKey(of: call.resource), wish: wish, repeatability: nil))
        await self.loop.run()
        return outcome
    }

    /// The statuses that left since the last look.
    func statuses() async -> [Int] {
        await self.sender.take().map(\.status)
    }
}

/// Counts events: `event-1`, `event-2`.
private final class EventNumbers: Sendable {
    private let last = Atomic<Int>(0)

    func next() -> String { "event-\(self.last.add(1, ordering: .relaxed).newValue)" }
}
