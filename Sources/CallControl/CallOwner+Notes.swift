import CallRouting
import LoopTimers
import NIOCore

// Marks that may be lost (D8): ACK, send failures, the timeline, what became of events.
extension CallOwner {
    /// Lets a call's marks be written soon; at once while the server drains.
    func note(_ id: CallID) {
        guard let call = self.calls[id] else { return }
        if !call.isNoteDue {
            call.isNoteDue = true
            self.notesDue.append(id)
            if self.notesDue.count == 1 { self.scheduleNotes() }
        }
        if self.writesNotesAtOnce { self.writeNotes() }
    }

    /// An event of the call was delivered, or will not be. Without that mark a restart would post it again (D9), so it is
    /// written at the end of the loop's turn; unless the answer to the event decided the call, after which nobody posts it
    /// any more.
    func noteEvent(_ id: CallID) {
        guard !self.writesNotesAtOnce else { return self.note(id) }
        self.calls[id]?.isNoteDue = true
        self.loop.execute {
            self.assumeIsolated { $0.noteNow(id) }
        }
    }

    private func noteNow(_ id: CallID) {
        guard let call = self.calls[id] else { return }
        if call.isCommitting {
            call.isNoteDue = false
            self.note(id)
        } else {
            self.writeNote(of: call)
        }
    }

    /// Writes the marks of every call that has some.
    ///
    /// While a decision is being committed they wait: a note queued now would be written after it, with a timeline that
    /// does not know of it.
    func writeNotes() {
        let due = self.notesDue.compactMap { self.calls[$0] }.filter(\.isNoteDue)
        self.notesDue = due.filter(\.isCommitting).map(\.record.id)
        for call in due where call.isNoteDue && !call.isCommitting { self.writeNote(of: call) }
        if !self.notesDue.isEmpty { self.scheduleNotes() }
    }

    /// Marks that do not wait are written after the commit that holds them up.
    private func scheduleNotes() {
        guard !self.writesNotesAtOnce else { return }
        self.timers?.schedule(.notes, after: self.environment.settings.noteDelay)
    }

    private func writeNote(of call: LiveCall) {
        call.isNoteDue = false
        self.submit(.note(call.record), call.record.id) { _, _ in }
    }

    /// A commit is over. A SIP call is noted again when its ACK comes. Of a simulated one that is over the row says
    /// everything; one that rings on may have no later occasion.
    func noteAfterCommit(_ id: CallID) {
        guard let call = self.calls[id] else { return }
        if call.isNoteDue || (call.caller == nil && !call.lifecycle.isEnded) { self.note(id) }
    }

    private var writesNotesAtOnce: Bool { self.isDraining || self.environment.settings.noteDelay <= .zero }
}
