import CallRouting
import GRDB
import GroupCommit

// What each write does to the tables, inside an open transaction.
extension Database {
    /// How many rows of a table one purge step deletes.
    private static var purgeStep: Int { 1_000 }

    /// Carries out one write, of whichever store it is.
    func apply(_ write: StoreWrite) throws -> AppliedWrite {
        switch write {
        case .call(let write): try self.apply(write)
        case .identity(let write): try self.apply(write)
        }
    }

    /// Carries out one write; one that does not fit leaves nothing behind.
    func apply(_ write: CallWrite) throws -> AppliedWrite {
        switch write {
        case .ring(let call), .log(let call):
            return try self.atomically(if: !call.events.isEmpty) {
                try self.insert(call)
            }
        case .decide(let call, let record):
            return try self.atomically(if: call.hasEventsAboutItsEnd) {
                try self.decide(call, record)
            }
        case .ringOn(let call, let record):
            return try self.atomically(if: true) {
                guard try self.ringOn(call) else { return .conflict }
                if let record {
                    try self.execute(RepeatabilityRecord.insert, record.insertValues)
                }
                return .applied
            }
        case .conclude(let call):
            return try self.atomically(if: call.hasEventsAboutItsEnd) {
                try self.end(call) ? .applied : .conflict
            }
        case .note(let call):
            return try self.atomically(if: !call.events.isEmpty) {
                try self.note(call)
            }
        case .remember(let record):
            return try self.atomically(if: false) {
                try self.execute(RepeatabilityRecord.insert, record.insertValues)
                return .applied
            }
        case .purge(let now):
            return try self.purge(now)
        case .putSubscription, .removeSubscription, .putDeadLetter, .removeDeadLetter, .purgeDeadLetters:
            return try self.applyBesideCalls(write)
        }
    }

    /// Writes of one statement each, to tables that know nothing of calls.
    private func applyBesideCalls(_ write: CallWrite) throws -> AppliedWrite {
        switch write {
        case .putSubscription(let subscription):
            try self.execute(SubscriptionRecord.put, subscription.values)
        case .removeSubscription(let name):
            try self.execute("DELETE FROM subscriptions WHERE name = ?", [.text(name)])
            return self.changesCount == 1 ? .applied : .conflict
        case .putDeadLetter(let letter):
            try self.execute(DeadLetter.put, letter.values)
        case .removeDeadLetter(let id):
            try self.execute("DELETE FROM dead_letters WHERE id = ?", [.text(id)])
            return self.changesCount == 1 ? .applied : .conflict
        case .purgeDeadLetters(let limit, let count):
            try self.execute(
                """
                DELETE FROM dead_letters WHERE number IN (SELECT number FROM dead_letters WHERE at < ? \
                UNION SELECT * FROM (SELECT number FROM dead_letters ORDER BY number DESC LIMIT -1 OFFSET ?) LIMIT ?)
                """, [.time(limit), .integer(max(0, count)), .integer(Self.purgeStep)])
            if self.changesCount == Self.purgeStep { return .unfinished }
        case .ring, .decide, .ringOn, .conclude, .log, .note, .remember, .purge:
            break
        }
        return .applied
    }

    private func insert(_ call: CallRecord) throws -> AppliedWrite {
        try self.execute(CallRecord.insert, call.insertValues)
        let number = self.lastInsertedRowID
        for (position, event) in call.events.enumerated() {
            try self.execute(EventRecord.insert, event.insertValues(call: number, position: position))
        }
        return .applied
    }

    /// The record goes first, and only where the call still rings: so nothing has to be taken back, and the savepoint is
    /// spared, for which SQLite would copy every page that the two statements touch.
    private func decide(_ call: CallRecord, _ record: RepeatabilityRecord?) throws -> AppliedWrite {
        guard let record else { return try self.end(call) ? .applied : .conflict }
        try self.execute(RepeatabilityRecord.insertWhileRinging, record.insertValues(whileRinging: call.id))
        guard self.changesCount == 1 else { return .conflict }
        do {
            _ = try self.end(call)
        } catch let error as DatabaseError where error.isFaultOfWrite && self.isInsideTransaction {
            try self.execute(RepeatabilityRecord.delete, record.keyValues)
            throw error
        }
        return .applied
    }

    private func end(_ call: CallRecord) throws -> Bool {
        try self.execute(CallRecord.end, call.endValues)
        guard self.changesCount == 1 else { return false }
        for event in call.events where event.kind != .incomingCall {
            try self.execute(EventRecord.append, event.appendValues(call: call.id))
        }
        return true
    }

    /// The row moves to its next hop, and the hop that it leaves is kept.
    private func ringOn(_ call: CallRecord) throws -> Bool {
        guard let left = call.earlierHops.last else { return false }
        try self.execute(CallRecord.ringOn, call.ringOnValues)
        guard self.changesCount == 1 else { return false }
        try self.execute(DecidedHop.insert, left.insertValues(call: call.id, hop: call.hopNumber - 1))
        for event in call.currentEvents {
            try self.execute(EventRecord.append, event.appendValues(call: call.id))
        }
        return true
    }

    private func note(_ call: CallRecord) throws -> AppliedWrite {
        try self.execute(CallRecord.note, call.noteValues)
        guard self.changesCount == 1 else { return .conflict }
        for event in call.events {
            try self.execute(EventRecord.update, event.updateValues(call: call.id))
        }
        return .applied
    }

    private func purge(_ now: Timestamp) throws -> AppliedWrite {
        try self.execute(
            "DELETE FROM calls WHERE number IN (SELECT number FROM calls WHERE purge_at <= ? LIMIT ?)",
            [.time(now), .integer(Self.purgeStep)])
        var isUnfinished = self.changesCount == Self.purgeStep
        try self.execute(
            """
            DELETE FROM repeatability WHERE (first_sent, resource, request_id) IN \
            (SELECT first_sent, resource, request_id FROM repeatability WHERE first_sent <= ? LIMIT ?)
            """, [.integer(RepeatabilityRecord.newestForgotten(at: now)), .integer(Self.purgeStep)])
        isUnfinished = isUnfinished || self.changesCount == Self.purgeStep
        return isUnfinished ? .unfinished : .applied
    }

    /// Runs the statements of one write. One statement is all or nothing by itself; several get a savepoint, unless they
    /// take themselves back, so that a write that fails half-way takes only itself back.
    private func atomically(
        if hasSeveralStatements: Bool, _ body: () throws -> AppliedWrite
    ) throws -> AppliedWrite {
        if hasSeveralStatements {
            try self.cachedStatement(sql: "SAVEPOINT item").execute()
        }
        let applied: AppliedWrite
        do {
            applied = try body()
        } catch let error as DatabaseError where error.isFaultOfWrite && self.isInsideTransaction {
            if hasSeveralStatements {
                try self.cachedStatement(sql: "ROLLBACK TO item").execute()
            }
            applied = error.isDuplicate ? .conflict : .impossible(error.text)
        }
        if hasSeveralStatements {
            try self.cachedStatement(sql: "RELEASE item").execute()
        }
        return applied
    }
}

extension Database {
    /// Whether a write that was applied before a failed commit is there. It was applied to a row that fitted, so a row
    /// that looks as if it had been written was written.
    func isWritten(_ write: CallWrite) throws -> Bool {
        switch write {
        case .ring(let call), .log(let call):
            return try self.exists("SELECT 1 FROM calls WHERE id = ?", [.id(call.id)])
        case .decide(let call, _), .conclude(let call):
            return try self.exists(
                "SELECT 1 FROM calls WHERE id = ? AND state = ? AND decision_at IS ?",
                [.id(call.id), .text(call.state.rawValue), .time(call.decision?.at)])
        case .ringOn(let call, _):
            return try self.exists(
                "SELECT 1 FROM calls WHERE id = ? AND hop >= ?", [.id(call.id), .integer(call.hopNumber)])
        case .remember(let record):
            return try self.exists(
                "SELECT 1 FROM repeatability WHERE first_sent = ? AND resource = ? AND request_id = ?",
                record.keyValues)
        case .note, .purge, .putSubscription, .removeSubscription, .putDeadLetter, .removeDeadLetter,
            .purgeDeadLetters:
            return false
        }
    }

    func exists(_ sql: String, _ values: [SQLValue]) throws -> Bool {
        try Int.fetchOne(self.statement(sql, values)) != nil
    }
}

extension CallRecord {
    fileprivate var hasEventsAboutItsEnd: Bool { self.events.contains { $0.kind != .incomingCall } }
}
