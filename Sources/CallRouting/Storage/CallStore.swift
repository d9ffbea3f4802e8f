/// Where calls, decisions, events and repeatability records are kept.
///
/// Writes are queued and carried out in the order of `submit`; many of them share one commit (D5). A write is on disk
/// when its completion says `stored`, not before. The database lives outside this target and implements this
/// protocol; `MemoryCallStore` is its twin, and both pass the same suite.
package protocol CallStore: Sendable {
    /// Queues one write. The completion runs once, on any thread, soon after the commit that carried it, and must not
    /// block.
    func submit(_ write: CallWrite, then completion: @escaping @Sendable (WriteResult) -> Void)

    /// Queues several writes, in their order, and hands them over in one piece.
    func submit(_ batch: [CallSubmission])

    /// Calls `observer` on every change of health, on any thread; at once with the present one.
    func observeHealth(_ observer: @escaping @Sendable (StoreHealth) -> Void)

    /// The call with this id; nil when there is none (any more).
    func call(_ id: CallID) async throws -> CallRecord?

    /// The newest call whose context has this further name.
    func call(namedContext: String) async throws -> CallRecord?

    /// The newest calls, newest first, at most `limit`.
    func newestCalls(limit: Int) async throws -> [CallRecord]

    /// What a restarted server must know (D8).
    func recovery(now: Timestamp) async throws -> StoreRecovery

    /// The subscriptions that were made while a server ran, by name.
    func subscriptions() async throws -> [SubscriptionRecord]

    /// The newest dead letters of a resource, newest first, at most `limit`.
    func deadLetters(of resource: String, limit: Int) async throws -> [DeadLetter]

    /// The dead letter of this event; nil when there is none (any more).
    func deadLetter(_ id: String) async throws -> DeadLetter?
}

extension CallStore {
    package func submit(_ batch: [CallSubmission]) {
        for submission in batch { self.submit(submission.write, then: submission.completion) }
    }
}

/// A write on its way to the store, and who hears what became of it.
package struct CallSubmission: Sendable {
    package let write: CallWrite
    package let completion: @Sendable (WriteResult) -> Void

    package init(_ write: CallWrite, then completion: @escaping @Sendable (WriteResult) -> Void) {
        self.write = write
        self.completion = completion
    }
}

/// One change of the store. Indirect, because records are large, and a write passes through many hands.
package indirect enum CallWrite: Sendable, Hashable {
    /// A call arrived: its row with its events.
    case ring(CallRecord)
    /// A request decided the call; events about its end are added. Applied only while the row says `ringing`, else
    /// `conflict`; the repeatability record is written in the same step, and an id that exists already is a `conflict`
    /// too.
    case decide(CallRecord, RepeatabilityRecord?)
    /// The call left its hop for the next one, which is in the record with its events. Applied only while the row says
    /// `ringing` at the hop before, else `conflict`; the repeatability record as with `decide`.
    case ringOn(CallRecord, RepeatabilityRecord?)
    /// The call ended without a request: cancel, deadline, shutdown; events as with `decide`. Applied only while the row
    /// says `ringing`.
    case conclude(CallRecord)
    /// A call that rang for nobody and was answered at once by policy (D14): a new row in its last state.
    case log(CallRecord)
    /// Marks that may be lost: ACK, send failures, delivery attempts, the timeline. Never changes state or decision.
    case note(CallRecord)
    /// A request that was answered 204 although it changed nothing (row 10).
    case remember(RepeatabilityRecord)
    /// Deletes what is older than it needs to be.
    case purge(now: Timestamp)
    /// A subscription is made, or takes the place of the one with its name.
    case putSubscription(SubscriptionRecord)
    /// The subscription is over; `conflict` when there is none.
    case removeSubscription(name: String)
    /// Keeps an event that was not delivered; one that is there already is replaced.
    case putDeadLetter(DeadLetter)
    /// The dead letter was delivered after all, or nobody wants it; `conflict` when there is none.
    case removeDeadLetter(id: String)
    /// Deletes dead letters that are older than that, and the oldest of those that are too many.
    case purgeDeadLetters(before: Timestamp, keeping: Int)
}

/// What became of a write.
package enum WriteResult: Sendable, Hashable {
    /// It is on disk.
    case stored
    /// It was not applied, for a reason in the data: the row was decided already, or the id exists.
    case conflict
    /// It was not applied and is not on disk: disk full, I/O error, queue full. The text is for the log.
    case refused(String)
}

/// Whether the store can be relied on right now.
package enum StoreHealth: Sendable, Hashable {
    case writing
    /// A commit failed and its outcome is not known yet, or the disk refuses (D6). The text is for readiness and log.
    case failing(String)
}

/// The part of the store that a restarted server picks up again.
package struct StoreRecovery: Sendable {
    /// Calls that still ring, calls whose final response is younger than 64·T1 at its default, 32 s, and calls with an
    /// event about their end that was not delivered yet.
    package let calls: [CallRecord]
    /// Repeatability records whose window is open.
    package let repeatability: [RepeatabilityRecord]

    package init(calls: [CallRecord], repeatability: [RepeatabilityRecord]) {
        self.calls = calls
        self.repeatability = repeatability
    }
}
