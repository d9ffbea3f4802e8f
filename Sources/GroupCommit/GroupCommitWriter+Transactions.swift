import CallRouting
import NIOCore

// From a batch to a commit, and what becomes of a transaction that is lost (D5).
extension GroupCommitWriter {
    private enum Attempt {
        case committed([AppliedWrite])
        /// Nothing of it is on disk. `began` is false when not even an empty transaction could be had.
        case lost(BackendFailure, began: Bool)
        case unknown(BackendFailure, [AppliedWrite])
    }

    /// Writes a batch in one transaction. If the transaction is lost, each of its writes is tried alone, once.
    func carry(_ batch: [PendingWrite]) {
        switch self.attempt(batch) {
        case .committed(let applied):
            self.worked()
            self.answer(batch, applied)
        case .lost(let failure, began: true) where batch.count > 1:
            self.carryEachAlone(batch, after: failure)
        case .lost(let failure, began: _):
            self.refuse(batch, failure)
        case .unknown(let failure, let applied):
            self.becomeUnknown(batch, applied, failure)
        }
    }

    private func carryEachAlone(_ batch: [PendingWrite], after failure: BackendFailure) {
        for (index, item) in batch.enumerated() {
            switch self.attempt([item]) {
            case .committed(let applied):
                self.worked()
                self.answer([item], applied)
            case .lost(let failure, began: true):
                self.refuse([item], failure)
            case .lost(let failure, began: false):
                // No write is to blame, so the others need not try.
                return self.refuse(Array(batch[index...]), failure)
            case .unknown(let failure, let applied):
                self.queue.insert(contentsOf: batch[(index + 1)...], at: 0)
                return self.becomeUnknown([item], applied, failure)
            }
        }
    }

    private func attempt(_ batch: [PendingWrite]) -> Attempt {
        let applied: [AppliedWrite]
        var began = false
        do throws(BackendFailure) {
            try self.backend.begin()
            began = true
            applied = try self.backend.apply(batch.map(\.write))
        } catch {
            self.backend.rollback()
            return .lost(error, began: began)
        }
        do throws(BackendFailure) {
            try self.backend.commit()
        } catch {
            return .unknown(error, applied)
        }
        return .committed(applied)
    }

    private func answer(_ batch: [PendingWrite], _ applied: [AppliedWrite]) {
        // By index: a sequence of pairs is not specialised for every backend.
        for (index, item) in batch.enumerated() {
            switch applied[index] {
            case .applied: self.settle(item, .stored)
            case .conflict: self.settle(item, .conflict)
            case .impossible(let text): self.settle(item, .refused(text))
            case .unfinished where self.isClosing: self.settle(item, .stored)
            case .unfinished: self.queue.append(item)
            }
        }
    }

    /// The disk said no to these. What cannot be refused is held until writing works again.
    func refuse(_ batch: [PendingWrite], _ failure: BackendFailure) {
        self.condition = .refusing(failure)
        self.health.report(.failing(failure.description))
        for item in batch {
            if item.write.isPatient && !self.isClosing {
                self.held.append(item)
            } else {
                self.settle(item, .refused(failure.description))
            }
        }
        self.scheduleRetry()
    }

    /// A commit succeeded.
    func worked() {
        guard case .refusing = self.condition else { return }
        self.condition = .writing
        self.retries.reset()
        self.retryTask?.cancel()
        self.retryTask = nil
        self.health.report(.writing)
        self.queue.insert(contentsOf: self.held, at: 0)
        self.held = []
        self.scheduleDrain()
    }
}
