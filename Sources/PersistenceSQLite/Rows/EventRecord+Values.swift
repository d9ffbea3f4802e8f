import CallRouting

// Events and what becomes of them as values of statements. Each list is in the order of its statement's question marks.

extension EventRecord {
    private static let columns = "call, position, id, subscription, kind, hop, state, failure, attempts"

    static let insert = "INSERT INTO events (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"

    func insertValues(call number: Int64, position: Int) -> [SQLValue] {
        [.integer(number), .integer(position)] + self.values
    }

    /// A further event of a call that is there already.
    static let append = """
        INSERT INTO events (\(columns)) \
        SELECT number, (SELECT count(*) FROM events WHERE call = number), ?, ?, ?, ?, ?, ?, ? FROM calls \
        WHERE calls.id = ?
        """

    func appendValues(call: CallID) -> [SQLValue] { self.values + [.id(call)] }

    static let update = """
        UPDATE events SET state = ?, failure = ?, attempts = ? \
        WHERE call = (SELECT number FROM calls WHERE calls.id = ?) AND id = ?
        """

    func updateValues(call: CallID) -> [SQLValue] {
        [
            .text(self.state.rawValue), .text(self.failure?.rawValue), .text(AttemptsText.encode(self.attempts)),
            .id(call), .text(self.id),
        ]
    }

    private var values: [SQLValue] {
        [
            .text(self.id), .text(self.subscription), .text(self.kind.rawValue), .integer(self.hop),
            .text(self.state.rawValue), .text(self.failure?.rawValue), .text(AttemptsText.encode(self.attempts)),
        ]
    }
}

extension SubscriptionRecord {
    static let put = """
        INSERT OR REPLACE INTO subscriptions (name, definition, state, reason, changed_at) VALUES (?, ?, ?, ?, ?)
        """

    var values: [SQLValue] {
        [
            .text(self.name), .text(self.definition), .text(self.state.rawValue), .text(self.reason),
            .time(self.changedAt),
        ]
    }
}

extension DeadLetter {
    /// One that is replaced becomes the newest.
    static let put = """
        INSERT OR REPLACE INTO dead_letters (id, call_id, resource, subscription, reason, at, event, attempts) \
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """

    var values: [SQLValue] {
        [
            .text(self.id), .id(self.call), .text(self.resource), .text(self.subscription), .text(self.reason.rawValue),
            .time(self.at), .text(self.event), .text(AttemptsText.encode(self.attempts)),
        ]
    }
}
