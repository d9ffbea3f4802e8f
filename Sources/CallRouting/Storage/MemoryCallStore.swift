/// A call store that forgets: the in-memory twin of the database, for tests and for trying things out.
///
/// Writes are carried out one after the other in the order of `submit`, and completions run in that order.
package actor MemoryCallStore: CallStore {
    private typealias Submission = (write: CallWrite, completion: @Sendable (WriteResult) -> Void)

    private var table = MemoryCallTable()
    private let submissions: AsyncStream<Submission>.Continuation

    package init() {
        let (stream, continuation) = AsyncStream<Submission>.makeStream()
        self.submissions = continuation
        Task { [weak self] in
            for await submission in stream {
                await self?.carryOut(submission)
            }
        }
    }

    deinit {
        self.submissions.finish()
    }

    package nonisolated func submit(
        _ write: CallWrite, then completion: @escaping @Sendable (WriteResult) -> Void
    ) {
        self.submissions.yield((write, completion))
    }

    /// Memory is always writing.
    package nonisolated func observeHealth(_ observer: @escaping @Sendable (StoreHealth) -> Void) {
        observer(.writing)
    }

    package func call(_ id: CallID) -> CallRecord? {
        self.table.call(id)
    }

    package func call(namedContext: String) -> CallRecord? {
        self.table.call(namedContext: namedContext)
    }

    package func newestCalls(limit: Int) -> [CallRecord] {
        self.table.newestCalls(limit: limit)
    }

    package func recovery(now: Timestamp) -> StoreRecovery {
        self.table.recovery(now: now)
    }

    package func subscriptions() -> [SubscriptionRecord] {
        self.table.subscriptions()
    }

    package func deadLetters(of resource: String, limit: Int) -> [DeadLetter] {
        self.table.deadLetters(of: resource, limit: limit)
    }

    package func deadLetter(_ id: String) -> DeadLetter? {
        self.table.deadLetter(id)
    }

    private func carryOut(_ submission: Submission) {
        submission.completion(self.table.apply(submission.write) ? .stored : .conflict)
    }
}
