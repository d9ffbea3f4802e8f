package import CallRouting
import GRDB

extension SQLiteCallStore {
    package func call(_ id: CallID) async throws -> CallRecord? {
        let path = self.path
        return try await self.reader.read { database in
            try database.calls("WHERE id = ?", [.id(id)], path: path).first?.get()
        }
    }

    package func call(namedContext: String) async throws -> CallRecord? {
        let path = self.path
        return try await self.reader.read { database in
            try database.calls(
                "WHERE named_context = ? ORDER BY created_at DESC, number DESC LIMIT 1", [.text(namedContext)],
                path: path
            ).first?.get()
        }
    }

    package func newestCalls(limit: Int) async throws -> [CallRecord] {
        let path = self.path
        let rows = try await self.reader.read { database in
            try database.calls("ORDER BY created_at DESC, number DESC LIMIT ?", [.integer(max(0, limit))], path: path)
        }
        return self.readable(rows)
    }

    /// Rows that cannot be understood are reported and left out: one bad row must not keep the server from starting.
    package func recovery(now: Timestamp) async throws -> StoreRecovery {
        let path = self.path
        let oldest = now.milliseconds - MemoryCallTable.youngFinal.wholeMilliseconds
        let (calls, records) = try await self.reader.read { database in
            let calls = try database.calls(
                """
                WHERE number IN (SELECT number FROM calls WHERE state = 'ringing' \
                UNION SELECT number FROM calls WHERE final_at > ? \
                UNION SELECT call FROM events WHERE state = 'pending' AND kind <> 'incomingCall') ORDER BY number
                """, [.integer(oldest)], path: path)
            return (calls, try database.repeatability(openAt: now, path: path))
        }
        return StoreRecovery(calls: self.readable(calls), repeatability: self.readable(records))
    }

    package func subscriptions() async throws -> [SubscriptionRecord] {
        let path = self.path
        let rows = try await self.reader.read { database in
            try database.records("SELECT * FROM subscriptions ORDER BY name", [], "Subscription row", path: path) {
                row throws(StoreError) in try SubscriptionRecord(row)
            }
        }
        return self.readable(rows)
    }

    package func deadLetters(of resource: String, limit: Int) async throws -> [DeadLetter] {
        let path = self.path
        let rows = try await self.reader.read { database in
            try database.deadLetters(
                "WHERE resource = ? ORDER BY number DESC LIMIT ?", [.text(resource), .integer(max(0, limit))],
                path: path)
        }
        return self.readable(rows)
    }

    package func deadLetter(_ id: String) async throws -> DeadLetter? {
        let path = self.path
        return try await self.reader.read { database in
            try database.deadLetters("WHERE id = ?", [.text(id)], path: path).first?.get()
        }
    }

    func readable<Value>(_ rows: [Result<Value, StoreError>]) -> [Value] {
        rows.compactMap { row in
            switch row {
            case .success(let value):
                return value
            case .failure(let error):
                self.reportUnreadable(error)
                return nil
            }
        }
    }
}

extension Database {
    /// The calls of a query's tail, with their hops and events.
    fileprivate func calls(
        _ tail: String, _ values: [SQLValue], path: String
    ) throws -> [Result<CallRecord, StoreError>] {
        try self.rows("SELECT * FROM calls " + tail, values) { row in
            let number: Int64 = row["number"]
            let events = try self.records(
                "SELECT * FROM events WHERE call = ? ORDER BY position", [.integer(number)],
                "Event of call row \(number)", path: path
            ) { row throws(StoreError) in try EventRecord(row) }
            let hopNumber: DatabaseValue = row["hop"]
            let hops =
                hopNumber == 0.databaseValue
                ? []
                : try self.records(
                    "SELECT * FROM decided_hops WHERE call = ? ORDER BY hop", [.integer(number)],
                    "Hop of call row \(number)", path: path
                ) { row throws(StoreError) in try DecidedHop(row) }
            return Result { () throws(StoreError) in
                var decided: [DecidedHop] = []
                for hop in hops { decided.append(try hop.get()) }
                var records: [EventRecord] = []
                for event in events { records.append(try event.get()) }
                return try CallRecord(
                    RowReader(row: row, place: "Call row \(number)", path: path), hops: decided, events: records)
            }
        }
    }

    fileprivate func repeatability(
        openAt now: Timestamp, path: String
    ) throws -> [Result<RepeatabilityRecord, StoreError>] {
        try self.records(
            "SELECT * FROM repeatability WHERE first_sent > ?",
            [.integer(RepeatabilityRecord.newestForgotten(at: now))],
            "Repeatability row", path: path
        ) { row throws(StoreError) in try RepeatabilityRecord(row) }
    }

    fileprivate func deadLetters(
        _ tail: String, _ values: [SQLValue], path: String
    ) throws -> [Result<DeadLetter, StoreError>] {
        try self.records("SELECT * FROM dead_letters " + tail, values, "Dead letter", path: path) {
            row throws(StoreError) in try DeadLetter(row)
        }
    }

    /// The rows of a query as records, each by itself.
    func records<Record>(
        _ sql: String, _ values: [SQLValue], _ place: String, path: String,
        _ record: (RowReader) throws(StoreError) -> Record
    ) throws -> [Result<Record, StoreError>] {
        try self.rows(sql, values) { row in
            Result { () throws(StoreError) in try record(RowReader(row: row, place: place, path: path)) }
        }
    }

    /// What is made of each row of a query while it is SQLite's: copies that GRDB makes end a text at its first NUL.
    private func rows<Value>(_ sql: String, _ values: [SQLValue], _ make: (Row) throws -> Value) throws -> [Value] {
        var made: [Value] = []
        let rows = try Row.fetchCursor(self.statement(sql, values))
        while let row = try rows.next() { made.append(try make(row)) }
        return made
    }
}
