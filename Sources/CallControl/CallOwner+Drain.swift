import CallRouting
import LoopTimers
import NIOCore

// SIGTERM: new work is refused, ringing calls have a little time, then they end with 503.
extension CallOwner {
    /// Refuses new calls from now on and returns when every call has its final response and every record is written,
    /// at the latest a few seconds after the drain time.
    package func drain() async {
        self.isDraining = true
        for (id, call) in self.calls where call.caller == nil {
            self.shutDown(id)
        }
        self.timers?.cancel(.policyRecords)
        self.writePolicyRecords()
        self.writeNotes()
        self.timers?.schedule(.drained, after: self.environment.settings.drain)
        await withCheckedContinuation { continuation in
            self.drainContinuation = continuation
            self.finishDrainIfDone()
        }
    }

    func drainTimeOver() {
        guard self.drainContinuation != nil else { return }
        for (id, call) in self.calls where !call.lifecycle.isEnded {
            self.shutDown(id)
        }
        // A store that never answers must not hold the process.
        self.loop.scheduleTask(in: .seconds(2)) { [weak self] in self?.assumeIsolated { $0.endDrain() } }
    }

    func finishDrainIfDone() {
        guard self.drainContinuation != nil, self.policyRecords.isEmpty, self.unfinishedPolicyWrites == 0,
            self.calls.values.allSatisfy({ $0.lifecycle.isEnded && $0.unfinishedWrites == 0 && !$0.isNoteDue })
        else {
            return
        }
        self.endDrain()
    }

    private func endDrain() {
        self.drainContinuation?.resume()
        self.drainContinuation = nil
    }

    private func shutDown(_ id: CallID) {
        let decision = Decision(.shutdown, by: .policy, at: self.environment.now())
        self.perform(id) { $0.shutdown(decision) }
    }
}
