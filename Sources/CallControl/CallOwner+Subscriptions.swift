import CallAutomationModel
package import CallRouting
package import EventDelivery
import Logging
import LoopTimers
import Observability

// Subscriptions: those of the configuration, those that are made while the server runs, and the handshake with their
// endpoints.
extension CallOwner {
    func takeConfiguredSubscriptions() {
        let now = self.environment.now()
        for subscription in self.environment.subscriptions {
            self.subscriptions[subscription.name] = SubscriptionTable.Entry(
                subscription, isConfigured: true, state: subscription.validation == .always ? .pending : .valid,
                changedAt: now)
        }
    }

    /// Takes up the subscriptions that were made while a former process ran. Call it before `recover`.
    package func recover(_ records: [SubscriptionRecord]) {
        for record in records {
            guard self.subscriptions[record.name] == nil else {
                self.log(
                    .warning, "configured subscription hides one made through the API", nil,
                    [.subscription(record.name)])
                continue
            }
            do throws(CommunicationError) {
                self.subscriptions[record.name] = SubscriptionTable.Entry(
                    try EventSubscription(record), isConfigured: false, state: record.state, reason: record.reason,
                    changedAt: record.changedAt)
            } catch {
                self.log(
                    .error, "subscription not readable", nil,
                    [.subscription(record.name), .reason(outside: error.message)])
            }
        }
    }

    /// Asks the endpoints that have not agreed yet, once the server can take their visits.
    func validatePending() {
        for entry in self.subscriptions.entries where entry.state == .pending {
            self.beginValidation(entry.subscription.name)
        }
    }

    // MARK: Asked for by requests

    /// What a request about a subscription is told.
    package enum SubscriptionOutcome: Sendable, Hashable {
        case made(SubscriptionTable.Entry)
        case replaced(SubscriptionTable.Entry)
        case removed
        case notFound
        /// It is one of another resource.
        case otherResource
        /// It stands in the configuration, which requests do not change.
        case configured
        case full
        case unavailable
    }

    /// The subscriptions that tell of calls of a resource.
    package func subscriptions(of resource: String) -> [SubscriptionTable.Entry] {
        self.subscriptions.entries.filter { $0.subscription.resource.map { $0 == resource } ?? true }
    }

    /// Makes a subscription, or changes the one with its name. It is on disk when this returns, and in effect.
    ///
    /// - Parameter asksFirst: whether its endpoint must agree before anything is delivered. One that agreed before to the
    ///   same need not again.
    package func put(_ subscription: EventSubscription, asksFirst: Bool) async -> SubscriptionOutcome {
        let former = self.subscriptions[subscription.name]
        if let refusal = self.refusal(of: former, resource: subscription.resource) { return refusal }
        guard former != nil || !self.subscriptions.isFull else { return .full }
        let agreed =
            former?.state == .valid && former?.subscription.endpoint == subscription.endpoint
            && former?.subscription.schema == subscription.schema
        let entry = SubscriptionTable.Entry(
            subscription, isConfigured: false, state: asksFirst && !agreed ? .pending : .valid,
            changedAt: self.environment.now())
        guard await self.store(.putSubscription(entry.record)) == .stored else { return .unavailable }
        self.subscriptions[subscription.name] = entry
        if entry.state == .pending { self.beginValidation(subscription.name) }
        self.log(.info, "subscription made", nil, [.subscription(subscription.name)])
        return former == nil ? .made(entry) : .replaced(entry)
    }

    /// Ends a subscription. Its events that have not been delivered will not be.
    package func removeSubscription(_ name: String, of resource: String) async -> SubscriptionOutcome {
        guard let former = self.subscriptions[name] else { return .notFound }
        if let refusal = self.refusal(of: former, resource: resource) { return refusal }
        guard await self.store(.removeSubscription(name: name)) != .unavailable else { return .unavailable }
        self.subscriptions[name] = nil
        self.log(.info, "subscription removed", nil, [.subscription(name)])
        return .removed
    }

    /// Asks the endpoint of a subscription anew.
    package func validate(_ name: String, of resource: String) -> SubscriptionOutcome {
        guard let entry = self.subscriptions[name] else { return .notFound }
        if let owner = entry.subscription.resource, owner != resource { return .otherResource }
        if entry.state == .failed { self.subscriptions[name]?.state = .pending }
        self.beginValidation(name)
        return .replaced(self.subscriptions[name] ?? entry)
    }

    /// Somebody visited the URL that a question named; false when the code is not the one of a question that waits.
    package func confirm(_ name: String, code: String) -> Bool {
        self.performValidation(name, code) { $0.confirmed(code: code) }
        return self.subscriptions[name]?.validation.map { $0.code == code && $0.state == .valid } ?? false
    }

    private func refusal(of entry: SubscriptionTable.Entry?, resource: String?) -> SubscriptionOutcome? {
        guard let entry else { return nil }
        if let owner = entry.subscription.resource, owner != resource { return .otherResource }
        return entry.isConfigured ? .configured : nil
    }

    private enum StoreAnswer: Sendable {
        case stored, unchanged, unavailable
    }

    private func store(_ write: CallWrite) async -> StoreAnswer {
        await withCheckedContinuation { continuation in
            self.environment.store.submit(write) { result in
                switch result {
                case .stored: continuation.resume(returning: .stored)
                case .conflict: continuation.resume(returning: .unchanged)
                case .refused: continuation.resume(returning: .unavailable)
                }
            }
        }
    }

    // MARK: Handshake

    private func beginValidation(_ name: String) {
        let code = self.environment.makeEventID()
        self.subscriptions[name]?.validation = EndpointValidation(code: code, now: self.environment.now())
        self.performValidation(name, code) { $0.begin() }
    }

    func validationDue(_ name: String, _ code: String) {
        self.performValidation(name, code) { $0.due() }
    }

    /// A handshake that another one took the place of is not gone on with: its code is not the one that is waited for.
    private func performValidation(
        _ name: String, _ code: String, _ input: (inout EndpointValidation) -> [EndpointValidation.Action]
    ) {
        guard var validation = self.subscriptions[name]?.validation, validation.code == code else { return }
        let actions = input(&validation)
        self.subscriptions[name]?.validation = validation
        self.subscriptions[name]?.reason = validation.reason
        for action in actions {
            switch action {
            case .ask: self.ask(name, code)
            case .scheduleNext(let delay):
                self.timers?.schedule(.validation(subscription: name, code: code), after: delay)
            case .settle: self.settleValidation(name, isValid: validation.state == .valid)
            }
        }
    }

    private func ask(_ name: String, _ code: String) {
        guard let subscription = self.subscriptions[name]?.subscription else { return }
        let question = subscription.handshake(
            code: code, id: self.environment.makeEventID(),
            confirmationURL: self.environment.confirmationURL(name, code), now: self.environment.now())
        self.post(question) { owner, answer in
            var refusal = subscription.refusal(in: answer, code: code)
            if let text = answer.attempt.answer, refusal != nil { refusal?.append(": \(text)") }
            let now = owner.environment.now()
            owner.performValidation(name, code) { $0.answered(refusal, now: now) }
        }
    }

    private func settleValidation(_ name: String, isValid: Bool) {
        guard var entry = self.subscriptions[name] else { return }
        self.timers?.cancel(.validation(subscription: name, code: entry.validation?.code ?? ""))
        entry.state = isValid ? .valid : .failed
        entry.changedAt = self.environment.now()
        self.subscriptions[name] = entry
        self.log(
            isValid ? .info : .warning, isValid ? "endpoint agreed" : "endpoint did not agree", nil,
            [.subscription(name), .reason(outside: entry.reason.isEmpty ? nil : entry.reason)])
        if !entry.isConfigured { self.environment.store.submit(.putSubscription(entry.record)) { _ in } }
    }
}

extension SubscriptionTable.Entry {
    /// For the store.
    fileprivate var record: SubscriptionRecord {
        SubscriptionRecord(
            name: self.subscription.name, definition: self.subscription.definition(), state: self.state,
            reason: self.reason, changedAt: self.changedAt)
    }
}
