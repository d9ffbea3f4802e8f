import CallRouting
import EventDelivery

/// A call that the owner holds in memory: from its arrival until everything about it is on disk and its SIP transaction
/// is over.
///
/// A class, because it is large, and changed in many small steps by one owner.
final class LiveCall {
    var record: CallRecord { didSet { self.recordVersion &+= 1 } }
    /// Another one after each change of the record.
    private(set) var recordVersion = 0
    var lifecycle: CallLifecycle
    /// The caller's side; nil for a simulated call.
    let caller: (any CallerSide)?
    /// The repeatability record of the request whose decision is reserved.
    var reservedRepeatability: RepeatabilityRecord?
    /// The hop that a reserved decision leads to, and its events.
    var reservedHop: (hop: CallHop, events: [EventRecord])?
    /// The events about the end that is being recorded, so that each attempt to record it has the same ones.
    var eventsAboutEnd: (decision: Decision, events: [EventRecord])?
    /// Readers that wait for the call to leave `ringing`.
    var watchers: [UInt64] = []
    /// Deliveries by event id.
    var deliveries: [String: DeliveryLifecycle] = [:]
    /// Whether a decision is being committed.
    var isCommitting = false
    /// Whether marks wait to be written.
    var isNoteDue = false
    /// Writes whose completion has not been heard of.
    var unfinishedWrites = 0
    /// Whether the SIP transaction needs this call no longer; true from the start for a simulated call.
    var isTransactionOver: Bool
    /// Whether the row is known to be on disk. Until then only memory knows the call.
    var hasRow: Bool

    init(
        record: CallRecord, lifecycle: CallLifecycle, caller: (any CallerSide)?, isTransactionOver: Bool,
        hasRow: Bool = false
    ) {
        self.record = record
        self.lifecycle = lifecycle
        self.caller = caller
        self.isTransactionOver = isTransactionOver
        self.hasRow = hasRow
    }

    /// The reserved decision stands, or will not.
    func forgetReservation() {
        self.reservedRepeatability = nil
        self.reservedHop = nil
    }

    /// Whether memory may forget the call, because its row says everything.
    var isFinished: Bool {
        self.lifecycle.isEnded && self.isTransactionOver && self.unfinishedWrites == 0 && !self.isNoteDue
            && self.watchers.isEmpty
            && self.deliveries.values.allSatisfy(\.isSettled)
            && !self.record.events.contains { $0.kind != .incomingCall && $0.state == .pending }
    }

    /// The call as one that may be redirected.
    var subject: RedirectSubject {
        let record = self.record
        return RedirectSubject(
            id: record.id, resource: record.resource, callee: record.hop.to, hopNumber: record.hopNumber,
            caller: self.caller, isSimulated: record.origin == .simulated)
    }
}
