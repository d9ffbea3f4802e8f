import CallRouting
import NIOCore

// Writes on their way to the store.
extension CallOwner {
    /// Queues a write of a call and counts it until its completion, which runs on the loop.
    func submit(
        _ write: CallWrite, _ id: CallID, then completion: @escaping @Sendable (isolated CallOwner, WriteResult) -> Void
    ) {
        self.calls[id]?.unfinishedWrites += 1
        self.submit(write) { owner, result in
            owner.calls[id]?.unfinishedWrites -= 1
            owner.storeAnswered()
            completion(owner, result)
            owner.forgetIfFinished(id)
            owner.finishDrainIfDone()
        }
    }

    /// Queues a write. What is queued in one turn of the loop, by every datagram and request that was there to be read,
    /// goes to the store in one piece, and into one commit.
    func submit(
        _ write: CallWrite, then completion: @escaping @Sendable (isolated CallOwner, WriteResult) -> Void
    ) {
        let loop = self.loop
        self.submissions.append(
            CallSubmission(write) { [self] result in
                loop.execute { self.assumeIsolated { completion($0, result) } }
            })
        if self.submissions.count == 1 {
            loop.execute { self.assumeIsolated { $0.handOver() } }
        }
    }

    private func handOver() {
        let batch = self.submissions
        self.submissions = []
        self.environment.store.submit(batch)
    }
}
