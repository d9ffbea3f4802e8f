import CallAutomationModel
import CallRouting

// Records as values of statements. Each list is in the order of its statement's question marks.

extension Decision {
    /// `decision_target`, `decision_contact` and `decision_reason`.
    fileprivate var particulars: (target: String?, contact: String?, reason: String?) {
        switch self.kind {
        case .redirect(let target, let contact): (target.rawID, contact, nil)
        case .reject, .undelivered, .unresolvable: (nil, nil, self.reason)
        case .cancel, .timeout, .shutdown: (nil, nil, nil)
        }
    }
}

extension CallRecord {
    /// All columns of a new row.
    static let insert = """
        INSERT INTO calls (id, origin, resource, peer, from_id, to_id, caller_display_name, custom_context, server_call_id, \
        created_at, deadline, purge_at, context, named_context, recipe, state, timeline, decision_kind, decision_by, decision_at, \
        decision_target, decision_contact, decision_reason, decision_onward, final_status, final_contact, final_at, \
        final_acknowledged, final_send_failed) \
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    var insertValues: [SQLValue] {
        let arrival: [SQLValue] = [
            .id(self.id), .text(self.origin.rawValue), .text(self.resource), .text(self.peer), .text(self.from.rawID),
            .text(self.to.rawID), .text(self.callerDisplayName), .text(CustomContextText.encode(self.customContext)),
            .text(self.serverCallID), .time(self.createdAt), .time(self.deadline), .time(self.purgeAt),
            .text(self.incomingCallContext), .text(self.namedContext), .blob(self.recipe),
        ]
        return arrival + self.outcome
    }

    /// The one statement that takes a call out of `ringing`, and only out of `ringing`.
    static let end = """
        UPDATE calls SET state = ?, timeline = ?, decision_kind = ?, decision_by = ?, decision_at = ?, \
        decision_target = ?, decision_contact = ?, decision_reason = ?, decision_onward = ?, final_status = ?, \
        final_contact = ?, final_at = ?, final_acknowledged = ?, final_send_failed = ? \
        WHERE id = ? AND state = 'ringing'
        """

    var endValues: [SQLValue] { self.outcome + [.id(self.id)] }

    /// Takes a ringing call from one hop to the next.
    static let ringOn = """
        UPDATE calls SET hop = ?, rings_at_id = ?, deadline = ?, purge_at = ?, context = ?, timeline = ? \
        WHERE id = ? AND state = 'ringing' AND hop = ?
        """

    var ringOnValues: [SQLValue] {
        [
            .integer(self.hopNumber), .text(self.hop.to.rawID), .time(self.deadline), .time(self.purgeAt),
            .text(self.incomingCallContext), .text(TimelineText.encode(self.timeline)), .id(self.id),
            .integer(self.hopNumber - 1),
        ]
    }

    /// Marks are only ever set: one that comes late takes nothing back.
    static let note = """
        UPDATE calls SET timeline = ?, \
        final_acknowledged = final_acknowledged OR (? AND final_status IS NOT NULL), \
        final_send_failed = final_send_failed OR (? AND final_status IS NOT NULL) \
        WHERE id = ?
        """

    var noteValues: [SQLValue] {
        [
            .text(TimelineText.encode(self.timeline)), .flag(self.final?.acknowledged ?? false),
            .flag(self.final?.sendFailed ?? false), .id(self.id),
        ]
    }

    private var outcome: [SQLValue] {
        let particulars = self.decision?.particulars
        return [
            .text(self.state.rawValue), .text(TimelineText.encode(self.timeline)), .text(self.decision?.name),
            .text(self.decision?.by.rawValue), .time(self.decision?.at), .text(particulars?.target),
            .text(particulars?.contact), .text(particulars?.reason),
            .text(self.decision.flatMap { OnwardContextText.encode($0.onward) }),
            .integer(self.final.map { Int64($0.status) }), .text(self.final?.contact), .time(self.final?.at),
            .flag(self.final?.acknowledged ?? false), .flag(self.final?.sendFailed ?? false),
        ]
    }
}

extension DecidedHop {
    /// What was decided is always a redirect without a contact.
    static let insert = """
        INSERT INTO decided_hops (call, hop, to_id, deadline, decision_by, decision_at, decision_target, decision_onward) \
        SELECT number, ?, ?, ?, ?, ?, ?, ? FROM calls WHERE id = ?
        """

    func insertValues(call: CallID, hop: Int) -> [SQLValue] {
        [
            .integer(hop), .text(self.to.rawID), .time(self.deadline), .text(self.decision.by.rawValue),
            .time(self.decision.at), .text(self.decision.particulars.target ?? ""),
            .text(OnwardContextText.encode(self.decision.onward)), .id(call),
        ]
    }
}

extension RepeatabilityRecord {
    static let insert = """
        INSERT INTO repeatability (first_sent, resource, request_id, fingerprint, call_id) VALUES (?, ?, ?, ?, ?)
        """

    /// The same where the call still rings, otherwise nothing.
    static let insertWhileRinging = """
        INSERT INTO repeatability (first_sent, resource, request_id, fingerprint, call_id) SELECT ?, ?, ?, ?, ? \
        WHERE EXISTS (SELECT 1 FROM calls WHERE id = ? AND state = 'ringing')
        """

    var insertValues: [SQLValue] { self.keyValues + [.blob(self.fingerprint), .id(self.callID)] }

    func insertValues(whileRinging call: CallID) -> [SQLValue] { self.insertValues + [.id(call)] }

    static let delete = "DELETE FROM repeatability WHERE first_sent = ? AND resource = ? AND request_id = ?"

    var keyValues: [SQLValue] { [.integer(self.firstSent), .text(self.key.scope), .text(self.key.requestID)] }
}
