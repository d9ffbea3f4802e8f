import CallAutomationModel
import CallContext
import CallControl
import CallRouting
import DivertTesting
import EventDelivery
import HTTPAPI
import HTTPServing
import Logging
import Metrics
import NIOCore
import NIOEmbedded
import Observability
import RequestSigning
import Testing
import UserTokens

/// The HTTP planes over a real call owner and an in-memory store, at a standing clock, without a socket.
struct TestServer {
    /// Thu, 12 Mar 2026 08:00:00 GMT.
    static let now = Timestamp(milliseconds: 1_773_302_400_000)

    let owner: CallOwner
    let responder: HTTPAPIResponder
    let sealer: ContextSealer
    let resources: [HTTPAPIEnvironment.Resource]
    let userTokens: UserTokenAuthority

    init(
        resources: [HTTPAPIEnvironment.Resource]? = nil, publicAuthority: String? = nil, pathPrefix: String = "",
        store: any CallStore = MemoryCallStore(), identities: any IdentityStore = MemoryIdentityStore(),
        capacity: Int = 1000, repeatableRequests: Int = 1000, readiness: Readiness = Readiness(),
        metrics: any MetricsFactory = NOOPMetricsHandler.instance, showsMetrics: Bool = true,
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        loop: any EventLoop = NIOAsyncTestingEventLoop()
    ) async throws {
        let resources = try resources ?? [.local()]
        let sealer = ContextSealer(keys: [try #require(ContextKey(bytes: Array(repeating: 7, count: 32)))])
        var settings = CallSettings()
        settings.noteDelay = .zero
        settings.capacity = capacity
        settings.repeatableRequests = repeatableRequests
        let table = ResourceTable(
            resources.map { ResourceTable.Resource(name: $0.name, id: $0.id, numbers: []) })
        let events = EventNumbers()
        let owner = CallOwner(
            on: loop,
            CallOwnerEnvironment(
                store: store, poster: AcceptingPoster(),
                seal: { claims in
                    var generator = SystemRandomNumberGenerator()
                    return try sealer.seal(claims, using: &generator)
                },
                policy: TargetPolicies([NoAddresses(), OneResource(table)]),
                resolver: TargetResolverChain([
                    OwnedTargets(table, of: .simulated), NamedTargets(), OwnedTargets(table),
                ]),
                subscriptions: [EventSubscription(name: "app", resource: nil, endpoint: "http://app")],
                now: { Self.now },
                makeCallID: {
                    var generator = SystemRandomNumberGenerator()
                    return CallID.random(using: &generator)
                },
                makeEventID: { events.next() }, settings: settings, logger: logger))
        await owner.start()
        self.owner = owner
        self.sealer = sealer
        self.resources = resources
        let keys = SigningKeyKeeper(
            SigningKeyRing([try await SampleSigningKeys.key(0)]), make: { try await SampleSigningKeys.key(1) }
        ) { _ in }
        let userTokens = UserTokenAuthority(
            identities: IdentityDirectory(identities), keys: keys,
            makeUUID: {
                var generator = SystemRandomNumberGenerator()
                return UUIDText.version4(using: &generator)
            })
        self.userTokens = userTokens
        var environment = HTTPAPIEnvironment(
            owner: owner, resources: resources, userTokens: userTokens, publicAuthority: publicAuthority,
            pathPrefix: pathPrefix,
            openContext: { sealer.open($0, now: $1.milliseconds) }, now: { Self.now },
            makeRequestID: { "request-1" }, readiness: { readiness }, logger: logger)
        environment.inspectEndpoint = { Self.finding($0) }
        environment.metrics = HTTPMetrics(metrics)
        if showsMetrics { environment.exposition = { "calls_total 1\n" } }
        self.responder = makeHTTPAPI(environment)
    }

    /// What is known of an endpoint, without asking anybody.
    private static func finding(_ endpoint: String) -> EndpointFinding {
        guard endpoint.hasPrefix("http") else { return .noURL }
        return endpoint.contains("10.0.0.1")
            ? .refused("it is a private address") : .allowed(isLoopback: endpoint.contains("127.0.0.1"))
    }

    /// Sends a request and reads its answer. A body beyond the limit is dropped, as the connection does.
    func send(_ request: TestRequest) async throws -> TestAnswer {
        let isTooLarge = request.body.count > CommunicationError.bodyLimit
        return try await self.send(request, body: isTooLarge ? .tooLarge : .whole(request.body))
    }

    /// Sends a request of whose body this became.
    func send(_ request: TestRequest, body: ReceivedBody) async throws -> TestAnswer {
        TestAnswer(await self.responder.answer(request.head(at: Self.now), body))
    }

    /// Lets a simulated call ring.
    func simulate(
        from: String = "+14255550199", to: String = "+14255550100", context: String? = nil,
        as resource: HTTPAPIEnvironment.Resource? = nil
    ) async throws -> SimulatedCall {
        var body = #"{"from":"\#(from)","to":"\#(to)""#
        if let context { body += #","incomingCallContext":"\#(context)""# }
        var request = TestRequest("/divert/calls", body + "}")
        if let resource {
            request.host = resource.hosts[0]
            request.key = resource.accessKeys[0]
        }
        let answer = try await self.send(request)
        #expect(answer.status == 201)
        return SimulatedCall(
            id: try #require(answer["id"]?.string), context: try #require(answer["incomingCallContext"]?.string))
    }

    /// Lets a call of a SIP peer ring.
    func ringOverSIP(to: String = "+14255550100") async throws -> SimulatedCall {
        let incoming = IncomingCall(
            origin: .sip, resource: "local", peer: "carrier",
            from: CommunicationIdentifier(e164OrRawID: "+14255550199"),
            to: CommunicationIdentifier(e164OrRawID: to), callerDisplayName: "", recipe: [1])
        let id = try #require(await self.owner.ring(incoming, caller: SilentCaller()))
        #expect(await self.owner.isStored(id))
        let record = try #require(try await self.owner.call(id))
        return SimulatedCall(id: "\(id)", context: record.incomingCallContext)
    }

    /// Redirects a call to a user of the resource, and gives it with its next context.
    func ringOn(_ call: SimulatedCall, to user: String) async throws -> SimulatedCall {
        let target = #"{"rawId":"8:acs:00000000-0000-0000-0000-000000000001_\#(user)"}"#
        #expect(try await self.send(.redirect(call.context, to: target)).status == 204)
        let record = try await self.send(.get("/divert/calls/\(call.id)"))
        return SimulatedCall(id: call.id, context: try #require(record["incomingCallContext"]?.string))
    }

    /// A context of our own making.
    func context(
        of call: CallID = CallID(high: 1, low: 2), resource: String = "local", expiresAt: Timestamp = Self.now
    ) throws -> String {
        let claims = ContextClaims(
            callID: call.bytes, hop: 0, expiresAt: expiresAt.milliseconds, resource: resource, node: "local",
            from: "4:+1", to: "4:+2", recipe: [])
        var generator = SystemRandomNumberGenerator()
        return try self.sealer.seal(claims, using: &generator)
    }
}

struct SimulatedCall {
    let id: String
    let context: String
}

extension HTTPAPIEnvironment.Resource {
    /// A resource whose key is made of one byte.
    static func local(
        _ name: String = "local", id: String = "00000000-0000-0000-0000-000000000001",
        hosts: [String] = ["localhost"], key: UInt8 = 1
    ) throws -> Self {
        Self(
            name: name, id: id, hosts: hosts,
            accessKeys: [
                try #require(AccessKey(bytes: Array(repeating: key, count: 32))),
                try #require(AccessKey(bytes: Array(repeating: key + 100, count: 32))),
            ])
    }
}
