import CallAutomationModel
import CallContext
import CallControl
import CallRouting
import EventDelivery
import Logging
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

/// A call owner with doubles all around it, on a loop whose time stands still until a test moves it. Wall-clock time
/// moves with it.
struct OwnerBench {
    static let start = Timestamp(milliseconds: 1_760_000_000_000)
    static let callee = CommunicationIdentifier.phoneNumber("+14255550100")
    static let caller = CommunicationIdentifier.phoneNumber("+12065550199")
    static let targetA = CommunicationIdentifier.phoneNumber("+14255550111")
    static let targetB = CommunicationIdentifier.phoneNumber("+14255550122")

    /// Users of the call's resource, without a destination.
    static let bob = CommunicationIdentifier(rawID: "8:acs:home_bob")
    static let carol = CommunicationIdentifier(rawID: "8:acs:home_carol")

    let loop = NIOAsyncTestingEventLoop()
    let chronicle: Chronicle
    let store: ScriptedStore
    let poster: ScriptedPoster
    let owner: CallOwner

    /// Set the settings and the subscriptions; `table` is what a former process left behind.
    init(
        table: MemoryCallTable = MemoryCallTable(),
        subscriptions: [EventSubscription] = [
            EventSubscription(name: "app", resource: nil, endpoint: "http://127.0.0.1:9090/api/events")
        ],
        idSeries: UInt64 = 1, logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        settings change: (inout CallSettings) -> Void = { _ in }
    ) async {
        let loop = self.loop
        var settings = CallSettings()
        settings.noteDelay = .zero
        change(&settings)
        self.chronicle = Chronicle(on: loop)
        self.store = ScriptedStore(on: loop, self.chronicle, table: table)
        self.poster = ScriptedPoster(on: loop, self.chronicle)
        let resources = ResourceTable([
            ResourceTable.Resource(name: "local", id: "home", numbers: ["+14255550177", "+18885550177"]),
            ResourceTable.Resource(name: "other", id: "away", numbers: []),
        ])
        let calls = Numbers()
        let events = Numbers()
        var environment = CallOwnerEnvironment(
            store: self.store, poster: self.poster,
            seal: { claims in
                guard claims.resource != "unsealable" else { throw ContextSealingError.tooLarge }
                guard !claims.to.hasSuffix("unsealable") else { throw ContextSealingError.tooLarge }
                let hop = claims.hop == 0 ? "" : ", hop \(claims.hop)"
                return "context of \(claims.to) until \(claims.expiresAt)\(hop)"
            },
            policy: TargetPolicies([Forbidden(), OneResource(resources)]),
            resolver: TargetResolverChain([
                OwnedTargets(resources, of: .simulated),
                RouteTable(
                    [
                        RouteTable.Route(pattern: "+1999*", uri: "sip:called-party@gw"),
                        RouteTable.Route(pattern: "+1888*", uri: "sip:not a uri"),
                        RouteTable.Route(pattern: "+1777*", uri: "sip:{number}@forbidden-gw"),
                    ], domain: "divert.local"),
                OwnedTargets(resources),
                NumberReturnsToPeer(),
            ]),
            subscriptions: subscriptions, now: { Self.wallClock(loop) },
            makeCallID: { CallID(high: idSeries, low: calls.next()) },
            makeEventID: { "event-\(events.next())" }, settings: settings,
            logger: logger)
        environment.jitter = { 0.5 }
        self.owner = CallOwner(on: loop, environment)
        await self.act { $0.start() }
    }

    private static func wallClock(_ loop: NIOAsyncTestingEventLoop) -> Timestamp {
        Timestamp(milliseconds: Self.start.milliseconds + Int64(loop.now.uptimeNanoseconds / 1_000_000))
    }

    /// Time goes by.
    func pass(_ duration: Duration) async {
        await self.loop.advanceTime(by: TimeAmount(duration))
    }

    /// Does something to the owner, and lets everything happen that follows from it at once.
    @discardableResult
    func act<Value: Sendable>(_ body: @Sendable (isolated CallOwner) -> Value) async -> Value {
        // Without this the next actor on the loop may be entered before what the loop has to do.
        let value = await body(self.owner)
        await self.loop.run()
        return value
    }

    /// Begins something that waits. It has come to its first halt when this returns; `value` of the task is its end.
    func begin<Value: Sendable>(
        _ body: @escaping @Sendable (isolated CallOwner) async -> Value
    ) async -> Task<Value, Never> {
        await self.act { $0.begin(body) }
    }

    /// Does something to the disk, and lets everything happen that follows from it at once.
    func disk(_ body: @Sendable (isolated ScriptedStore) -> Void) async {
        await body(self.store)
        await self.loop.run()
    }

    /// Does something to the application, and lets everything happen that follows from it at once.
    func application(_ body: @Sendable (isolated ScriptedPoster) -> Void) async {
        await body(self.poster)
        await self.loop.run()
    }

    // MARK: Calls

    /// A call over SIP arrives.
    @discardableResult
    func ring(resource: String = "local") async -> CallID? {
        let incoming = IncomingCall(
            origin: .sip, resource: resource, peer: "carrier", from: Self.caller, to: Self.callee,
            callerDisplayName: "Alice", customContext: CustomCallingContext(sipHeaders: ["userToUser": "616c696365"]),
            recipe: [1, 2, 3])
        let caller = RecordingCaller(chronicle: self.chronicle)
        return await self.act { $0.ring(incoming, caller: caller) }
    }

    /// A call over SIP that rings, and whose event was delivered.
    @discardableResult
    func ringing() async throws -> CallID {
        let calls = await self.entries.count { $0 == .trying }
        let id = try #require(await self.ring())
        await self.settled(calls + 1)
        return id
    }

    /// A simulated call.
    func simulate(namedContext: String? = nil, ringTimeout: Duration? = nil) async throws -> CallID {
        let incoming = IncomingCall(
            origin: .simulated, resource: "local", peer: nil, from: Self.caller, to: Self.callee,
            callerDisplayName: "Alice", namedContext: namedContext, ringTimeout: ringTimeout)
        return try #require(await self.act { $0.ring(incoming, caller: nil) })
    }

    /// The caller sends its ACK, and nothing of the call is left in memory.
    func acknowledge(_ id: CallID, sourceLocation: SourceLocation = #_sourceLocation) async {
        await self.act { $0.callerAcknowledged(id) }
        await self.expectNothingLeft(sourceLocation: sourceLocation)
    }

    func expectNothingLeft(sourceLocation: SourceLocation = #_sourceLocation) async {
        #expect(await self.owner.liveCount == 0, sourceLocation: sourceLocation)
        #expect(await self.owner.ringingCount == 0, sourceLocation: sourceLocation)
    }

    // MARK: Requests

    /// A request to redirect. With an `id` it asks for repeatability; `body` stands for its fingerprint.
    func redirect(
        _ call: CallID, at hop: Int? = nil, to target: CommunicationIdentifier = Self.targetA, id: String? = nil,
        body: UInt8 = 0, firstSent: Int64 = 1_760_000_000, by principal: Principal = .accessKey(of: "local")
    ) -> DecisionRequest {
        DecisionRequest(
            call: call, hop: hop, principal: principal, wish: .redirect(target),
            repeatability: id.map {
                RepeatabilityRecord(
                    key: RepeatabilityRecord.Key(scope: principal.repeatabilityScope, requestID: $0),
                    fingerprint: [body],
                    firstSent: firstSent, callID: call)
            })
    }

    func reject(_ call: CallID, at hop: Int? = nil, _ reason: CallRejectReason = .busy) -> DecisionRequest {
        DecisionRequest(
            call: call, hop: hop, principal: .accessKey(of: "local"), wish: .reject(reason), repeatability: nil)
    }

    /// Sends a request under a name; its answer appears in the chronicle.
    func send(_ name: String, _ request: DecisionRequest) async {
        let chronicle = self.chronicle
        await self.act { $0.send(name, request, chronicle) }
    }

    /// Sends a request and gives its answer.
    func decide(_ request: DecisionRequest) async -> DecisionOutcome? {
        let name = "request \(await self.chronicle.entries.count)"
        await self.send(name, request)
        return await self.answer(to: name)
    }

    // MARK: What happened

    var entries: [Chronicle.Entry] {
        get async { await self.chronicle.entries }
    }

    /// What a request was told. A resumed request tells it a little after the loop has moved on, so this waits.
    func answer(to name: String) async -> DecisionOutcome? {
        await self.chronicle.wait { $0.outcome(of: name) != nil }
        return await self.entries.outcome(of: name)
    }

    /// Whether a request has not been told anything yet.
    func isWaiting(_ name: String) async -> Bool {
        await self.entries.outcome(of: name) == nil
    }

    /// The events that were posted, once there are `count` of them: id and delivery count.
    @discardableResult
    func posted(_ count: Int) async -> [String] {
        await self.chronicle.wait { $0.posted.count >= count }
        return await self.entries.posted
    }

    /// Waits until `count` attempts to deliver an event of the call are over, whatever came of them.
    func attempted(_ count: Int, _ id: CallID, event: Int = 0) async throws {
        while try await (self.owner.call(id)?.events[event].attempts.count ?? count) < count {
            await self.loop.run()
        }
    }

    /// Waits until nothing of a call is left in memory.
    func forgotten() async {
        while await self.owner.liveCount > 0 { await self.loop.run() }
    }

    /// Waits until the fate of `count` events is noted.
    func settled(_ count: Int = 1) async {
        await self.chronicle.wait { entries in entries.count { $0 == .answered(.note, .stored) } >= count }
    }

    /// The final responses that the caller heard.
    var finals: [CallDisposition] {
        get async {
            await self.entries.compactMap { entry in
                if case .final(let disposition) = entry { disposition } else { nil }
            }
        }
    }

    /// The row of a call.
    func row(_ id: CallID) async -> CallRecord? {
        await self.store.table.call(id)
    }
}

extension [Chronicle.Entry] {
    func outcome(of name: String) -> DecisionOutcome? {
        for case .told(name, let outcome) in self { return outcome }
        return nil
    }

    var posted: [String] {
        self.compactMap { entry in
            if case .posted(let id, let count) = entry { "\(id) #\(count)" } else { nil }
        }
    }
}

extension CallOwner {
    fileprivate func begin<Value: Sendable>(
        _ body: @escaping @Sendable (isolated CallOwner) async -> Value
    ) -> Task<Value, Never> {
        Task { await body(self) }
    }

    /// Runs up to the first moment at which the request waits, before it returns.
    fileprivate func send(_ name: String, _ request: DecisionRequest, _ chronicle: Chronicle) {
        Task {
            let outcome = await self.decide(request)
            chronicle.add(.told(name, outcome))
        }
    }
}

extension CallDisposition {
    static let toA = Self.redirect(contact: "sip:+14255550111@192.0.2.7:5060;user=phone")
    static let toB = Self.redirect(contact: "sip:+14255550122@192.0.2.7:5060;user=phone")
}

/// SIP addresses are not allowed as targets here, nor is a gateway of that name.
private struct Forbidden: TargetPolicy {
    func prohibition(of target: CommunicationIdentifier, for call: ResolvingCall) -> TargetProhibition? {
        target.sipAddress == nil ? nil : .notAllowed(rule: "no addresses: +1900*")
    }

    func prohibition(ofContact uri: String, for call: ResolvingCall) -> TargetProhibition? {
        uri.hasSuffix("@forbidden-gw") ? .notAllowed(rule: "no such gateway") : nil
    }
}

/// Counts up from 1.
private final class Numbers: Sendable {
    private let last = Atomic<UInt64>(0)

    func next() -> UInt64 {
        self.last.add(1, ordering: .relaxed).newValue
    }
}
