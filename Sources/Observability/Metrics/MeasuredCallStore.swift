package import CallRouting
package import Metrics

/// A store whose operations are timed (`store.operation.duration`): writes from the moment they are queued until they are
/// on disk or refused, reads until they answer.
package struct MeasuredCallStore: CallStore {
    private enum Operation: UInt8, Hashable, CaseIterable {
        case ring, decide, ringOn, conclude, log, note, remember, purge, subscription, deadLetter, read

        init(_ write: CallWrite) {
            switch write {
            case .ring: self = .ring
            case .decide: self = .decide
            case .ringOn: self = .ringOn
            case .conclude: self = .conclude
            case .log: self = .log
            case .note: self = .note
            case .remember: self = .remember
            case .purge, .purgeDeadLetters: self = .purge
            case .putSubscription, .removeSubscription: self = .subscription
            case .putDeadLetter, .removeDeadLetter: self = .deadLetter
            }
        }
    }

    private let base: any CallStore
    /// By the number of the operation.
    private let timers: [Timer]
    private let now: @Sendable () -> ContinuousClock.Instant

    package init(
        _ base: any CallStore, _ factory: any MetricsFactory,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.base = base
        self.timers = Operation.allCases.map { operation in
            Timer(
                label: MetricName.storeDuration.rawValue,
                dimensions: [("store", "calls"), ("operation", "\(operation)")], factory: factory)
        }
        self.now = now
    }

    package func submit(_ write: CallWrite, then completion: @escaping @Sendable (WriteResult) -> Void) {
        let timed = self.timed(CallSubmission(write, then: completion), from: self.now())
        self.base.submit(timed.write, then: timed.completion)
    }

    package func submit(_ batch: [CallSubmission]) {
        let start = self.now()
        self.base.submit(batch.map { self.timed($0, from: start) })
    }

    private func timed(_ submission: CallSubmission, from start: ContinuousClock.Instant) -> CallSubmission {
        let timer = self.timers[Int(Operation(submission.write).rawValue)]
        return CallSubmission(submission.write) { [now] result in
            timer.record(start.duration(to: now()))
            submission.completion(result)
        }
    }

    package func observeHealth(_ observer: @escaping @Sendable (StoreHealth) -> Void) {
        self.base.observeHealth(observer)
    }

    package func call(_ id: CallID) async throws -> CallRecord? {
        try await self.read { try await self.base.call(id) }
    }

    package func call(namedContext: String) async throws -> CallRecord? {
        try await self.read { try await self.base.call(namedContext: namedContext) }
    }

    package func newestCalls(limit: Int) async throws -> [CallRecord] {
        try await self.read { try await self.base.newestCalls(limit: limit) }
    }

    package func recovery(now: Timestamp) async throws -> StoreRecovery {
        try await self.read { try await self.base.recovery(now: now) }
    }

    package func subscriptions() async throws -> [SubscriptionRecord] {
        try await self.read { try await self.base.subscriptions() }
    }

    package func deadLetters(of resource: String, limit: Int) async throws -> [DeadLetter] {
        try await self.read { try await self.base.deadLetters(of: resource, limit: limit) }
    }

    package func deadLetter(_ id: String) async throws -> DeadLetter? {
        try await self.read { try await self.base.deadLetter(id) }
    }

    private func read<Result>(_ body: () async throws -> Result) async rethrows -> Result {
        let start = self.now()
        defer { self.timers[Int(Operation.read.rawValue)].record(start.duration(to: self.now())) }
        return try await body()
    }
}
