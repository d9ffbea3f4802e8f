import CallRouting
import NIOCore

// A failed COMMIT is unknown, not no (D6); a disk that said no is asked again.
extension GroupCommitWriter {
    /// From here to `readBack` nothing is written, and nobody of this batch is answered.
    func becomeUnknown(_ batch: [PendingWrite], _ applied: [AppliedWrite], _ failure: BackendFailure) {
        self.condition = .unknown(failure, zip(batch, applied).map { (item: $0, applied: $1) })
        self.health.report(.failing(failure.description))
        let queued = self.queue
        self.queue = queued.filter(\.write.isPatient)
        for item in queued where !item.write.isPatient {
            self.settle(item, .refused(failure.description))
        }
        self.retryTask?.cancel()
        self.retryTask = nil
        self.scheduleRetry(after: .zero)
    }

    /// Time to try again.
    func retry() {
        switch self.condition {
        case .writing: break
        case .unknown(let failure, let batch): self.readBack(batch, after: failure)
        case .refusing(let failure): self.probe(after: failure)
        }
    }

    private func readBack(_ batch: [(item: PendingWrite, applied: AppliedWrite)], after failure: BackendFailure) {
        var isWritten: [Bool?] = []
        do throws(BackendFailure) {
            try self.backend.reopen()
            for (item, applied) in batch {
                let isDoubtful = applied == .applied && !item.write.isRepeatable
                isWritten.append(isDoubtful ? try self.backend.isWritten(item.write) : nil)
            }
        } catch {
            self.health.report(.failing(error.description))
            return self.scheduleRetry()
        }
        // Health stays as it is until a commit succeeds.
        let failure = BackendFailure(failure.description, needsReopen: false)
        self.condition = .refusing(failure)
        // A write that met a conflict met it in the data or in this very batch: if the batch is gone, so is the reason.
        let isBatchGone = isWritten.contains(false)
        var again: [PendingWrite] = []
        for ((item, applied), isWritten) in zip(batch, isWritten) {
            switch (applied, isWritten) {
            case (.applied, true?):
                self.settle(item, .stored)
            case (.impossible(let text), _):
                self.settle(item, .refused(text))
            case (.conflict, _) where !isBatchGone:
                self.settle(item, .conflict)
            case (.applied, _), (.conflict, _), (.unfinished, _):
                if item.write.isPatient && !self.isClosing {
                    again.append(item)
                } else {
                    self.settle(item, .refused(failure.description))
                }
            }
        }
        self.queue.insert(contentsOf: again, at: 0)
        // A write or, a little later, a probe finds out whether the disk is well: a small probe right now might work
        // where the batch did not, and health would go up and down with every submit.
        self.scheduleRetry()
        self.scheduleDrain()
    }

    private func probe(after failure: BackendFailure) {
        do throws(BackendFailure) {
            if failure.needsReopen {
                try self.backend.reopen()
            }
            try self.backend.probe()
            self.worked()
        } catch {
            self.backend.rollback()
            self.refuse([], error)
        }
    }

    /// Writes what is left, with one more try for what failed, and leaves the database.
    func finish() {
        self.isClosing = true
        self.retryTask?.cancel()
        self.retryTask = nil
        if case .refusing(let failure) = self.condition {
            self.probe(after: failure)
        }
        while true {
            if case .unknown(let failure, let batch) = self.condition {
                self.readBack(batch, after: failure)
                if case .unknown = self.condition { break }
            }
            if self.queue.isEmpty { break }
            self.carryNextBatch()
        }
        for item in self.queue + self.held {
            self.settle(item, .refused("The store was closed before it could write again."))
        }
        self.queue = []
        self.held = []
        self.backend.close()
    }
}
