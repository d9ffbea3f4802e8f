import CallAutomationModel
package import CallRouting
import EventDelivery
import Logging
import LoopTimers
package import NIOCore
import Observability

/// The owner of calls on one event loop (D1): it holds each live call's lifecycle and performs its actions.
///
/// Everything that may end a call comes here and is decided in one step on the loop: SIP messages and timers arrive
/// there already, HTTP requests and store results hop. Nothing here suspends between looking and reserving.
package actor CallOwner {
    enum TimerID: Hashable, Sendable {
        case lifecycle(CallID, CallLifecycle.Timer)
        case deadline(CallID)
        case parked(CallLifecycle.RequestID)
        case redelivery(DeliveryTicket)
        case validation(subscription: String, code: String)
        case watcher(UInt64)
        case stored(CallID)
        case policyRecords
        case notes
        case purge
        case drained
    }

    /// A request that waits for its answer.
    struct PendingRequest {
        let request: DecisionRequest
        /// The hop that it wants to decide; nil when it names none and the call was not in memory.
        let hop: Int?
        /// The call as its row has it, when it was not in memory.
        let row: CallRecord?
        let then: @Sendable (DecisionOutcome) -> Void
        /// Whether its time to wait for another request runs, or is over.
        var hasWaited = false
    }

    struct Watcher {
        let call: CallID
        let continuation: CheckedContinuation<CallRecord?, Never>
    }

    package nonisolated let loop: any EventLoop
    let environment: CallOwnerEnvironment
    /// Whether new calls are taken.
    package nonisolated let gate = NewCallGate()
    var calls: [CallID: LiveCall] = [:] { didSet { self.updateGate() } }
    var ledger: RepeatabilityLedger
    var metrics: EventMetrics
    var policyRecords: PolicyRecords
    /// Writes of policy records whose completion has not been heard of.
    var unfinishedPolicyWrites = 0
    var requests: [CallLifecycle.RequestID: PendingRequest] = [:]
    /// Requests that wait for another one about the same call.
    var parked: [CallID: [CallLifecycle.RequestID]] = [:]
    var watchers: [UInt64: Watcher] = [:]
    /// Further names of contexts of live calls.
    var namedContexts: [String: CallID] = [:]
    var timers: NamedTimers<TimerID>?
    /// What the store says of itself.
    private var reportedHealth: StoreHealth = .writing { didSet { self.updateGate() } }
    /// Whether a write has not ended in its time: a disk that hangs lets the store say nothing at all.
    private var isStoreHanging = false { didSet { self.updateGate() } }
    /// Writes that go to the store at the end of the loop's turn.
    var submissions: [CallSubmission] = []
    /// Calls with marks that wait to be written.
    var notesDue: [CallID] = []
    var isDraining = false { didSet { self.updateGate() } }
    var drainContinuation: CheckedContinuation<Void, Never>?
    /// Who waits for a new call's row.
    var storedContinuations: [CallID: [CheckedContinuation<Bool, Never>]] = [:]
    /// Recovered ringing calls whose events have not been posted yet.
    var unannounced: [CallID] = []
    var subscriptions = SubscriptionTable()
    /// The ways to the endpoints, by URL.
    var lanes: [String: DeliveryLane<DeliveryTicket>] = [:]
    /// Whether events wait for `announceRecovered`: the server cannot take the answers yet.
    var holdsEvents = false
    private var lastNumber: UInt64 = 0
    /// `onTimeoutTarget`, read.
    let timeoutTarget: CommunicationIdentifier?

    package nonisolated var unownedExecutor: UnownedSerialExecutor { self.loop.executor.asUnownedSerialExecutor() }

    package init(on loop: any EventLoop, _ environment: CallOwnerEnvironment) {
        self.loop = loop
        self.environment = environment
        self.timeoutTarget = environment.settings.onTimeout.target.map { CommunicationIdentifier(e164OrRawID: $0) }
        self.ledger = RepeatabilityLedger(share: environment.settings.repeatableRequests)
        self.metrics = environment.metrics
        self.policyRecords = PolicyRecords(allowance: environment.settings.policyRecordsPerSecond)
    }

    /// Begins to follow the store's health and to run timers. Call it before anything else.
    package func start() {
        self.timers = NamedTimers(on: self.loop) { [weak self] in self?.assumeIsolated { $0.fireTimers() } }
        let loop = self.loop
        self.environment.store.observeHealth { [weak self] health in
            loop.execute { [weak self] in self?.assumeIsolated { $0.storeHealthChanged(health) } }
        }
        self.timers?.schedule(.purge, after: Self.purgeInterval)
        self.takeConfiguredSubscriptions()
    }

    /// How often rows and request ids that are due are forgotten.
    static let purgeInterval: Duration = .seconds(30)

    /// A number that is unique among this owner's requests and watchers.
    func nextNumber() -> UInt64 {
        self.lastNumber += 1
        return self.lastNumber
    }

    /// Whether calls ring at all, or the policy answers them at once (D14).
    package nonisolated var letsCallsRing: Bool { self.environment.settings.ringTimeout > .zero }

    /// How many calls ring.
    package var ringingCount: Int { self.calls.values.count { !$0.lifecycle.isEnded } }

    /// How many calls are in memory.
    package var liveCount: Int { self.calls.count }

    /// How many requests wait for another one about their call.
    package var parkedCount: Int { self.parked.values.reduce(0) { $0 + $1.count } }

    /// The store's health as the owner sees it.
    package var health: StoreHealth { self.storeHealth }

    /// Whether a new call would be taken: nil, or the reason why not (OPTIONS is answered alike).
    package var refusalOfNewCalls: NewCallRefusal? {
        if self.isDraining { return .draining }
        if case .failing = self.storeHealth { return .storeFailing }
        if self.calls.count >= self.environment.settings.capacity { return .full }
        return nil
    }

    private func updateGate() { self.gate.set(isOpen: self.refusalOfNewCalls == nil) }

    /// Why new calls are refused with 503.
    package enum NewCallRefusal: Sendable, Hashable {
        case draining, storeFailing, full
    }

    /// The store's health as far as it is known here.
    var storeHealth: StoreHealth {
        self.isStoreHanging ? .failing("a write has not ended for 5 s") : self.reportedHealth
    }

    private func storeHealthChanged(_ health: StoreHealth) {
        self.changeHealth { $0.reportedHealth = health }
    }

    /// A write ended, whatever came of it: the store does not hang.
    func storeAnswered() {
        if self.isStoreHanging { self.changeHealth { $0.isStoreHanging = false } }
    }

    private func changeHealth(_ change: (isolated CallOwner) -> Void) {
        let before = self.storeHealth
        change(self)
        let health = self.storeHealth
        guard health != before else { return }
        switch health {
        case .writing: self.log(.notice, "store writes again", nil)
        case .failing(let reason): self.log(.error, "store failing", nil, [.reason(outside: reason)])
        }
    }

    /// Logs an event about a call, or about none.
    func log(
        _ level: Logger.Level, _ message: StaticString, _ call: CallID?, _ fields: @autoclosure () -> [LogField] = []
    ) {
        self.environment.logger.event(level, message, call: call, fields())
    }

    private func fireTimers() {
        while let due = self.timers?.popDue() {
            switch due {
            case .lifecycle(let id, let timer):
                if timer == .answer { self.changeHealth { $0.isStoreHanging = true } }
                self.perform(id) { $0.fired(timer) }
                self.forgetIfFinished(id)
            case .deadline(let id): self.deadlinePassed(id)
            case .parked(let request): self.parkedTooLong(request)
            case .redelivery(let ticket): self.redeliveryDue(ticket)
            case .validation(let name, let code): self.validationDue(name, code)
            case .watcher(let number): self.watcherTimedOut(number)
            case .stored(let id): self.storedAnswer(false, id)
            case .policyRecords: self.writePolicyRecords()
            case .notes: self.writeNotes()
            case .purge: self.purge()
            case .drained: self.drainTimeOver()
            }
        }
    }

    private func purge() {
        let now = self.environment.now()
        self.ledger.purge(now: now)
        self.environment.store.submit(.purge(now: now)) { _ in }
        let settings = self.environment.settings
        self.environment.store.submit(
            .purgeDeadLetters(before: now + (.zero - settings.deadLetterAge), keeping: settings.deadLetterCount)
        ) { _ in }
        self.timers?.schedule(.purge, after: Self.purgeInterval)
    }
}
