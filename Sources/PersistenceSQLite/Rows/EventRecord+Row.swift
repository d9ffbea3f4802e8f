import CallRouting
import GRDB

// Rows of events and what belongs to them as records. Nothing in a row is taken for granted.

extension EventRecord {
    init(_ row: RowReader) throws(StoreError) {
        self.init(
            id: try row.text("id"), subscription: try row.text("subscription"), kind: try row.word("kind"),
            hop: try row.required("hop", Int(exactly: try row.integer("hop"))), state: try row.word("state"),
            failure: try row.optionalWord("failure"), attempts: try row.attempts("attempts"))
    }
}

extension SubscriptionRecord {
    init(_ row: RowReader) throws(StoreError) {
        self.init(
            name: try row.text("name"), definition: try row.text("definition"), state: try row.word("state"),
            reason: try row.text("reason"), changedAt: try row.time("changed_at"))
    }
}

extension DeadLetter {
    init(_ row: RowReader) throws(StoreError) {
        self.init(
            id: try row.text("id"), call: try row.callID("call_id"), resource: try row.text("resource"),
            subscription: try row.text("subscription"), reason: try row.word("reason"), at: try row.time("at"),
            event: try row.text("event"), attempts: try row.attempts("attempts"))
    }
}

extension RowReader {
    fileprivate func attempts(_ column: String) throws(StoreError) -> [EventRecord.Attempt] {
        try self.required(column, AttemptsText.decode(self.text(column)))
    }
}
