import CallRouting
import LoopTimers

// Marks that may be lost (D8): ACK, attempts to deliver, send failures, the timeline.
extension CallOwner {
    /// Lets a call's marks be written soon; at once while the server drains.
    func note(_ id: CallID) {
        guard let call = self.calls[id] else { return }
        if !call.isNoteDue {
            call.isNoteDue = true
            self.notesDue.append(id)
        }
        if self.writesNotesAtOnce {
            self.writeNotes()
        } else if self.notesDue.count == 1 {
            self.timers?.schedule(.notes, after: self.environment.settings.noteDelay)
        }
    }

    /// Writes the marks of every call that has some.
    ///
    /// While a decision is being committed they wait: a note queued now would be written after it, with a timeline that
    /// does not know of it.
    func writeNotes() {
        let due = self.notesDue
        self.notesDue = due.filter { self.calls[$0]?.isCommitting == true }
        for id in due {
            guard let call = self.calls[id], call.isNoteDue, !call.isCommitting else { continue }
            call.isNoteDue = false
            self.submit(.note(call.record), id) { _, _ in }
        }
        if !self.notesDue.isEmpty, !self.writesNotesAtOnce {
            self.timers?.schedule(.notes, after: self.environment.settings.noteDelay)
        }
    }

    /// A commit is over. A SIP call is noted again when its ACK comes; a simulated one has no later occasion.
    func noteAfterCommit(_ id: CallID) {
        if let call = self.calls[id], call.isNoteDue || call.caller == nil { self.note(id) }
    }

    private var writesNotesAtOnce: Bool { self.isDraining || self.environment.settings.noteDelay <= .zero }
}
