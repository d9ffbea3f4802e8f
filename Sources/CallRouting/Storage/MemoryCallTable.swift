/// What a call store holds, as a value: the meaning of every write and read, without a disk.
///
/// `MemoryCallStore` keeps its calls in one, and doubles of sick disks keep one as their disk.
package struct MemoryCallTable: Sendable {
    /// Final responses younger than this are picked up again by a restarted server: 64·T1 at its default (D8).
    package static let youngFinal: Duration = .seconds(32)

    private struct Row: Sendable {
        var call: CallRecord
        /// Counts arrivals: of two calls with the same time, the later one is the newer.
        let number: Int
    }

    private var rows: [CallID: Row] = [:]
    private var repeatability: [RepeatabilityRecord.Key: RepeatabilityRecord] = [:]
    private var arrivals = 0
    private var subscriptionsByName: [String: SubscriptionRecord] = [:]
    /// Oldest first.
    private var buried: [DeadLetter] = []

    package init() {}

    /// Carries out one write; false when it does not fit what is there and nothing changed.
    package mutating func apply(_ write: CallWrite) -> Bool {
        switch write {
        case .ring(let call), .log(let call):
            return self.insert(call)
        case .decide(let call, let record):
            if let record, self.repeatability[record.key] != nil { return false }
            guard self.end(call) else { return false }
            return record.map { self.remember($0) } ?? true
        case .ringOn(let call, let record):
            if let record, self.repeatability[record.key] != nil { return false }
            guard self.ringOn(call) else { return false }
            return record.map { self.remember($0) } ?? true
        case .conclude(let call):
            return self.end(call)
        case .note(let call):
            return self.note(call)
        case .remember(let record):
            return self.remember(record)
        case .purge(let now):
            self.rows = self.rows.filter { $0.value.call.purgeAt > now }
            self.repeatability = self.repeatability.filter { $0.value.purgeAt > now }
            return true
        case .putSubscription(let subscription):
            self.subscriptionsByName[subscription.name] = subscription
            return true
        case .removeSubscription(let name):
            return self.subscriptionsByName.removeValue(forKey: name) != nil
        case .putDeadLetter(let letter):
            self.buried.removeAll { $0.id == letter.id }
            self.buried.append(letter)
            return true
        case .removeDeadLetter(let id):
            let count = self.buried.count
            self.buried.removeAll { $0.id == id }
            return self.buried.count < count
        case .purgeDeadLetters(let limit, let count):
            self.buried = self.buried.filter { $0.at >= limit }.suffix(max(0, count))
            return true
        }
    }

    private mutating func insert(_ call: CallRecord) -> Bool {
        guard self.rows[call.id] == nil else { return false }
        self.arrivals += 1
        self.rows[call.id] = Row(call: call, number: self.arrivals)
        return true
    }

    private mutating func end(_ call: CallRecord) -> Bool {
        guard var row = self.rows[call.id], row.call.state == .ringing else { return false }
        row.call.state = call.state
        row.call.decision = call.decision
        row.call.final = call.final
        row.call.timeline = call.timeline
        row.call.events += call.events.filter { $0.kind != .incomingCall }
        self.rows[call.id] = row
        return true
    }

    private mutating func ringOn(_ call: CallRecord) -> Bool {
        guard var row = self.rows[call.id], row.call.state == .ringing, row.call.hopNumber + 1 == call.hopNumber else {
            return false
        }
        row.call.earlierHops = call.earlierHops
        row.call.hop = call.hop
        row.call.events += call.currentEvents
        row.call.timeline = call.timeline
        self.rows[call.id] = row
        return true
    }

    private mutating func note(_ call: CallRecord) -> Bool {
        guard var row = self.rows[call.id] else { return false }
        row.call.timeline = call.timeline
        if let final = call.final {
            // Marks are only ever set: one that comes late takes nothing back.
            if final.acknowledged { row.call.final?.acknowledged = true }
            if final.sendFailed { row.call.final?.sendFailed = true }
        }
        for event in call.events {
            guard let index = row.call.events.firstIndex(where: { $0.id == event.id }) else { continue }
            row.call.events[index].state = event.state
            row.call.events[index].failure = event.failure
            row.call.events[index].attempts = event.attempts
        }
        self.rows[call.id] = row
        return true
    }

    private mutating func remember(_ record: RepeatabilityRecord) -> Bool {
        guard self.repeatability[record.key] == nil else { return false }
        self.repeatability[record.key] = record
        return true
    }
}

extension MemoryCallTable {
    /// The call with this id.
    package func call(_ id: CallID) -> CallRecord? {
        self.rows[id]?.call
    }

    /// The repeatability record with this key.
    package func repeatability(_ key: RepeatabilityRecord.Key) -> RepeatabilityRecord? {
        self.repeatability[key]
    }

    /// The newest call whose context has this further name.
    package func call(namedContext: String) -> CallRecord? {
        self.newestFirst { $0.namedContext == namedContext }.first
    }

    /// The newest calls, newest first; none for a limit below one.
    package func newestCalls(limit: Int) -> [CallRecord] {
        Array(self.newestFirst { _ in true }.prefix(max(0, limit)))
    }

    /// What a restarted server must know, in the order of arrival.
    package func recovery(now: Timestamp) -> StoreRecovery {
        let calls = self.rows.values.filter { row in
            row.call.state == .ringing || row.call.final.map { now - $0.at < Self.youngFinal } ?? false
                || row.call.events.contains { $0.kind != .incomingCall && $0.state == .pending }
        }
        return StoreRecovery(
            calls: calls.sorted { $0.number < $1.number }.map(\.call),
            repeatability: self.repeatability.values.filter { $0.purgeAt > now })
    }

    /// The subscriptions, by name.
    package func subscriptions() -> [SubscriptionRecord] {
        self.subscriptionsByName.values.sorted { $0.name < $1.name }
    }

    /// The newest dead letters of a resource, newest first.
    package func deadLetters(of resource: String, limit: Int) -> [DeadLetter] {
        Array(self.buried.reversed().filter { $0.resource == resource }.prefix(max(0, limit)))
    }

    /// The dead letter of this event.
    package func deadLetter(_ id: String) -> DeadLetter? {
        self.buried.first { $0.id == id }
    }

    private func newestFirst(_ isWanted: (CallRecord) -> Bool) -> [CallRecord] {
        self.rows.values.filter { isWanted($0.call) }
            .sorted { ($0.call.createdAt, $0.number) > ($1.call.createdAt, $1.number) }
            .map(\.call)
    }
}
