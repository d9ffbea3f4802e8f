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
        }
        return StoreRecovery(
            calls: calls.sorted { $0.number < $1.number }.map(\.call),
            repeatability: self.repeatability.values.filter { $0.purgeAt > now })
    }

    private func newestFirst(_ isWanted: (CallRecord) -> Bool) -> [CallRecord] {
        self.rows.values.filter { isWanted($0.call) }
            .sorted { ($0.call.createdAt, $0.number) > ($1.call.createdAt, $1.number) }
            .map(\.call)
    }
}
