import CallAutomationModel
import CallRouting
import Foundation
import GRDB

// Records as statement arguments. Each list is in the order of its statement's question marks.

extension CallID {
    /// The sixteen bytes of the id column.
    var blob: Data {
        withUnsafeBytes(of: (self.high.bigEndian, self.low.bigEndian)) { Data($0) }
    }
}

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

    var insertArguments: StatementArguments {
        let arrival: [(any DatabaseValueConvertible)?] = [
            self.id.blob, self.origin.rawValue, self.resource, self.peer, self.from.rawID, self.to.rawID,
            self.callerDisplayName, CustomContextText.encode(self.customContext), self.serverCallID,
            self.createdAt.milliseconds, self.deadline.milliseconds,
            self.purgeAt.milliseconds, self.incomingCallContext, self.namedContext, self.recipe.map { Data($0) },
        ]
        return StatementArguments(arrival + self.outcome)
    }

    /// The one statement that takes a call out of `ringing`, and only out of `ringing`.
    static let end = """
        UPDATE calls SET state = ?, timeline = ?, decision_kind = ?, decision_by = ?, decision_at = ?, \
        decision_target = ?, decision_contact = ?, decision_reason = ?, decision_onward = ?, final_status = ?, \
        final_contact = ?, final_at = ?, final_acknowledged = ?, final_send_failed = ? \
        WHERE id = ? AND state = 'ringing'
        """

    var endArguments: StatementArguments {
        StatementArguments(self.outcome + [self.id.blob])
    }

    /// Takes a ringing call from one hop to the next.
    static let ringOn = """
        UPDATE calls SET hop = ?, rings_at_id = ?, deadline = ?, purge_at = ?, context = ?, timeline = ? \
        WHERE id = ? AND state = 'ringing' AND hop = ?
        """

    var ringOnArguments: StatementArguments {
        [
            self.hopNumber, self.hop.to.rawID, self.deadline.milliseconds, self.purgeAt.milliseconds,
            self.incomingCallContext, TimelineText.encode(self.timeline), self.id.blob, self.hopNumber - 1,
        ]
    }

    /// Marks are only ever set: one that comes late takes nothing back.
    static let note = """
        UPDATE calls SET timeline = ?, \
        final_acknowledged = final_acknowledged OR (? AND final_status IS NOT NULL), \
        final_send_failed = final_send_failed OR (? AND final_status IS NOT NULL) \
        WHERE id = ?
        """

    var noteArguments: StatementArguments {
        [
            TimelineText.encode(self.timeline), self.final?.acknowledged ?? false, self.final?.sendFailed ?? false,
            self.id.blob,
        ]
    }

    private var outcome: [(any DatabaseValueConvertible)?] {
        let particulars = self.decision?.particulars
        return [
            self.state.rawValue, TimelineText.encode(self.timeline), self.decision?.name, self.decision?.by.rawValue,
            self.decision?.at.milliseconds, particulars?.target, particulars?.contact, particulars?.reason,
            self.decision.flatMap { OnwardContextText.encode($0.onward) },
            self.final?.status, self.final?.contact, self.final?.at.milliseconds, self.final?.acknowledged ?? false,
            self.final?.sendFailed ?? false,
        ]
    }
}

extension DecidedHop {
    /// What was decided is always a redirect without a contact.
    static let insert = """
        INSERT INTO decided_hops (call, hop, to_id, deadline, decision_by, decision_at, decision_target, decision_onward) \
        SELECT number, ?, ?, ?, ?, ?, ?, ? FROM calls WHERE id = ?
        """

    func insertArguments(call: CallID, hop: Int) -> StatementArguments {
        [
            hop, self.to.rawID, self.deadline.milliseconds, self.decision.by.rawValue, self.decision.at.milliseconds,
            self.decision.particulars.target ?? "", OnwardContextText.encode(self.decision.onward), call.blob,
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

    var insertArguments: StatementArguments {
        [
            self.firstSent, self.key.scope, self.key.requestID, Data(self.fingerprint), self.callID.blob,
        ]
    }

    func insertArguments(whileRinging call: CallID) -> StatementArguments {
        self.insertArguments + [call.blob]
    }

    static let delete = "DELETE FROM repeatability WHERE first_sent = ? AND resource = ? AND request_id = ?"

    var keyArguments: StatementArguments {
        [self.firstSent, self.key.scope, self.key.requestID]
    }
}
