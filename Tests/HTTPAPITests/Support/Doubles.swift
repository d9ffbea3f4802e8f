import CallAutomationModel
import CallControl
import CallRouting
import EventDelivery
import HTTPAPI
import HTTPServing
import NIOHTTP1
import Synchronization

/// A subscriber that takes every event.
struct AcceptingPoster: EventPoster {
    func post(_ delivery: EventPost, then: @escaping @Sendable (EventAnswer) -> Void) {
        then(EventAnswer(EventRecord.Attempt(at: TestServer.now, status: 200, duration: .milliseconds(3), error: nil)))
    }
}

/// Numbers have a destination, nothing else is known.
struct NamedTargets: TargetResolver {
    func resolve(_ target: CommunicationIdentifier, for call: ResolvingCall) -> TargetResolution? {
        target.e164.map { .uri("sip:\($0)@gw.example") }
    }
}

/// SIP addresses are not allowed.
struct NoAddresses: TargetPolicy {
    func prohibition(of target: CommunicationIdentifier, for call: ResolvingCall) -> TargetProhibition? {
        target.sipAddress == nil ? nil : .notAllowed(rule: "no addresses")
    }
}

/// Counts events: `event`, `event-2`, `event-3`.
final class EventNumbers: Sendable {
    private let last = Atomic<Int>(0)

    func next() -> String {
        let number = self.last.add(1, ordering: .relaxed).newValue
        return number == 1 ? "event" : "event-\(number)"
    }
}

/// A SIP caller who hears everything and says nothing.
struct SilentCaller: CallerSide {
    var peerAddress: String { "192.0.2.1:5060" }
    func trying() {}
    func refusal(ofContact uri: String) -> ContactRefusal? { nil }
    func finish(_ disposition: CallDisposition, as state: CallState) {}
}

/// A store that refuses some writes, or keeps them waiting until it is told to go on.
actor MoodyStore: CallStore {
    enum Mood: Sendable { case refusesCalls, refusesDecisions, refusesSubscriptions, holdsDecisions }

    private let mood: Mood
    private let memory = MemoryCallStore()
    private var held: [(CallWrite, @Sendable (WriteResult) -> Void)] = []
    private var isReleased = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ mood: Mood) {
        self.mood = mood
    }

    /// Returns when a write is held.
    func waitUntilHeld() async {
        if !self.held.isEmpty { return }
        await withCheckedContinuation { self.waiting.append($0) }
    }

    /// Lets the held writes happen, and all later ones.
    func release() {
        self.isReleased = true
        for (write, completion) in self.held { self.memory.submit(write, then: completion) }
        self.held = []
    }

    private func hold(_ write: CallWrite, _ completion: @escaping @Sendable (WriteResult) -> Void) {
        if self.isReleased { return self.memory.submit(write, then: completion) }
        self.held.append((write, completion))
        for continuation in self.waiting { continuation.resume() }
        self.waiting = []
    }

    nonisolated func submit(_ write: CallWrite, then completion: @escaping @Sendable (WriteResult) -> Void) {
        switch (self.mood, write) {
        case (.refusesCalls, .ring), (.refusesDecisions, .decide), (.refusesSubscriptions, .putSubscription):
            completion(.refused("disk full"))
        case (.holdsDecisions, .decide): Task { await self.hold(write, completion) }
        default: self.memory.submit(write, then: completion)
        }
    }

    nonisolated func observeHealth(_ observer: @escaping @Sendable (StoreHealth) -> Void) { observer(.writing) }
    func call(_ id: CallID) async throws -> CallRecord? { await self.memory.call(id) }
    func call(namedContext: String) async throws -> CallRecord? { await self.memory.call(namedContext: namedContext) }
    func newestCalls(limit: Int) async throws -> [CallRecord] { await self.memory.newestCalls(limit: limit) }
    func recovery(now: Timestamp) async throws -> StoreRecovery { await self.memory.recovery(now: now) }
    func subscriptions() async -> [SubscriptionRecord] { await self.memory.subscriptions() }
    func deadLetters(of resource: String, limit: Int) async -> [DeadLetter] {
        await self.memory.deadLetters(of: resource, limit: limit)
    }
    func deadLetter(_ id: String) async -> DeadLetter? { await self.memory.deadLetter(id) }
}

extension HTTPAPIResponder {
    /// Answers a request, and waits for it.
    func answer(_ head: HTTPRequestHead, _ body: ReceivedBody) async -> HTTPAnswer {
        let (answers, found) = AsyncStream.makeStream(of: HTTPAnswer.self)
        self.answer(head, body: body) { found.yield($0) }
        var iterator = answers.makeAsyncIterator()
        return await iterator.next() ?? HTTPAnswer(status: 0)
    }
}
