import CallAutomationModel
import CallRouting
import GRDB

// Rows as records. Nothing in a row is taken for granted: somebody may have edited the file.

extension CallRecord {
    init(_ row: RowReader, hops: [DecidedHop], events: [EventRecord]) throws(StoreError) {
        _ = try row.required("hop", try row.integer("hop") == Int64(hops.count) ? hops.count : nil)
        self.init(
            id: try row.callID("id"), origin: try row.word("origin"), resource: try row.text("resource"),
            peer: try row.optionalText("peer"), from: CommunicationIdentifier(rawID: try row.text("from_id")),
            to: CommunicationIdentifier(rawID: try row.text("to_id")),
            callerDisplayName: try row.text("caller_display_name"),
            customContext: try row.required(
                "custom_context", CustomContextText.decode(row.optionalText("custom_context"))),
            serverCallID: try row.text("server_call_id"),
            createdAt: try row.time("created_at"), deadline: try row.time("deadline"),
            incomingCallContext: try row.text("context"), namedContext: try row.optionalText("named_context"),
            recipe: try row.optionalBlob("recipe"), earlierHops: hops,
            ringsAt: try row.optionalText("rings_at_id").map { CommunicationIdentifier(rawID: $0) },
            state: try row.word("state"), decision: try Decision(row),
            final: try FinalResponse(row),
            timeline: try row.required("timeline", TimelineText.decode(row.text("timeline"))), events: events)
    }
}

extension Decision {
    /// Nil when nothing was decided.
    fileprivate init?(_ row: RowReader) throws(StoreError) {
        guard let name = try row.optionalText("decision_kind") else { return nil }
        let kind: Kind
        switch name {
        case "redirect":
            let target = CommunicationIdentifier(rawID: try row.text("decision_target"))
            kind = .redirect(target: target, contact: try row.optionalText("decision_contact"))
        case "reject":
            switch try row.optionalText("decision_reason") {
            case Decision.undelivered: kind = .undelivered
            case Decision.unresolvable: kind = .unresolvable
            default: kind = .reject(try row.word("decision_reason"))
            }
        case "cancel": kind = .cancel
        case "timeout": kind = .timeout
        case "shutdown": kind = .shutdown
        default: kind = try row.required("decision_kind", nil)
        }
        self.init(
            kind, by: try row.word("decision_by"), at: try row.time("decision_at"), handingOn: try Self.onward(row))
    }

    fileprivate static func onward(_ row: RowReader) throws(StoreError) -> OnwardContext {
        try row.required("decision_onward", OnwardContextText.decode(row.optionalText("decision_onward")))
    }
}

extension DecidedHop {
    init(_ row: RowReader) throws(StoreError) {
        let target = CommunicationIdentifier(rawID: try row.text("decision_target"))
        self.init(
            to: CommunicationIdentifier(rawID: try row.text("to_id")), deadline: try row.time("deadline"),
            decision: Decision(
                .redirect(target: target, contact: nil), by: try row.word("decision_by"),
                at: try row.time("decision_at"), handingOn: try Decision.onward(row)))
    }
}

extension FinalResponse {
    /// Nil when no final response was chosen.
    fileprivate init?(_ row: RowReader) throws(StoreError) {
        guard let status = try row.optionalInteger("final_status") else { return nil }
        self.init(
            status: try row.required("final_status", Int(exactly: status)),
            contact: try row.optionalText("final_contact"), at: try row.time("final_at"),
            acknowledged: try row.flag("final_acknowledged"), sendFailed: try row.flag("final_send_failed"))
    }
}

extension RepeatabilityRecord {
    init(_ row: RowReader) throws(StoreError) {
        let firstSent = try row.integer("first_sent")
        // The record computes with it.
        let isTime = (0...Int64(UInt32.max) * 16).contains(firstSent)
        self.init(
            key: Key(scope: try row.text("resource"), requestID: try row.text("request_id")),
            fingerprint: try row.blob("fingerprint"),
            firstSent: try row.required("first_sent", isTime ? firstSent : nil), callID: try row.callID("call_id"))
    }
}
