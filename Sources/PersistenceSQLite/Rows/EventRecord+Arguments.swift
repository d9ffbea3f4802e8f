import CallRouting
import Foundation
import GRDB

// Events and what becomes of them as statement arguments. Each list is in the order of its statement's question marks.

extension EventRecord {
    private static let columns = "call, position, id, subscription, kind, hop, state, failure, attempts"

    static let insert = "INSERT INTO events (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"

    func insertArguments(call number: Int64, position: Int) -> StatementArguments {
        StatementArguments([number, position] + self.values)
    }

    /// A further event of a call that is there already.
    static let append = """
        INSERT INTO events (\(columns)) \
        SELECT number, (SELECT count(*) FROM events WHERE call = number), ?, ?, ?, ?, ?, ?, ? FROM calls \
        WHERE calls.id = ?
        """

    func appendArguments(call: CallID) -> StatementArguments {
        StatementArguments(self.values + [call.blob])
    }

    static let update = """
        UPDATE events SET state = ?, failure = ?, attempts = ? \
        WHERE call = (SELECT number FROM calls WHERE calls.id = ?) AND id = ?
        """

    func updateArguments(call: CallID) -> StatementArguments {
        [self.state.rawValue, self.failure?.rawValue, AttemptsText.encode(self.attempts), call.blob, self.id]
    }

    private var values: [(any DatabaseValueConvertible)?] {
        [
            self.id, self.subscription, self.kind.rawValue, self.hop, self.state.rawValue, self.failure?.rawValue,
            AttemptsText.encode(self.attempts),
        ]
    }
}

extension SubscriptionRecord {
    static let put = """
        INSERT OR REPLACE INTO subscriptions (name, definition, state, reason, changed_at) VALUES (?, ?, ?, ?, ?)
        """

    var arguments: StatementArguments {
        [self.name, self.definition, self.state.rawValue, self.reason, self.changedAt.milliseconds]
    }
}

extension DeadLetter {
    /// One that is replaced becomes the newest.
    static let put = """
        INSERT OR REPLACE INTO dead_letters (id, call_id, resource, subscription, reason, at, event, attempts) \
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """

    var arguments: StatementArguments {
        [
            self.id, self.call.blob, self.resource, self.subscription, self.reason.rawValue, self.at.milliseconds,
            self.event, AttemptsText.encode(self.attempts),
        ]
    }
}
