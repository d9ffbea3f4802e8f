import CallRouting

/// The records of calls that the policy answered at once, on their way to the store (D14). Nobody was promised anything by
/// them, so they are written in batches after the answers, and no more of them than the allowance says. A pure value.
///
///     waiting --batch--> written --ACK, or none in its time--> forgotten
///        '--ACK: stays, and the batch carries the mark--> forgotten
struct PolicyRecords {
    /// How long a record waits for its batch at most.
    static let batchInterval: Duration = .seconds(1)
    /// How long the log is quiet about calls that were not recorded, once it told of some.
    private static let quietTime: Duration = .seconds(60)

    /// How many calls may be recorded in one batch interval; of the others only counters tell.
    private let allowance: Int
    /// Answered, and not written yet.
    private var waiting: [CallID: CallRecord] = [:]
    /// Written before their ACK came.
    private var written: [CallID: CallRecord] = [:]
    private var admitted = 0
    /// How many calls were not recorded and not told of either.
    private var skipped = 0
    /// When the log told of such calls last.
    private var toldAt: Timestamp?

    init(allowance: Int) {
        self.allowance = allowance
    }

    /// Whether nothing waits for the next batch.
    var isEmpty: Bool { self.waiting.isEmpty }

    /// Whether nothing waits for the end of an interval, so that none need run until the next call begins one.
    var isIdle: Bool { self.admitted == 0 && self.skipped == 0 }

    /// The records in memory.
    var all: [CallRecord] { Array(self.waiting.values) + self.written.values }

    subscript(_ id: CallID) -> CallRecord? { self.waiting[id] ?? self.written[id] }

    /// Whether one more call may be recorded in this interval; counts it either way.
    mutating func admit() -> Bool {
        guard self.admitted < self.allowance else {
            self.skipped += 1
            return false
        }
        self.admitted += 1
        return true
    }

    mutating func add(_ record: CallRecord) {
        self.waiting[record.id] = record
    }

    /// Changes a record, when it is known here.
    ///
    /// - Parameter isOver: whether nothing more is going to happen to the call.
    /// - Returns: the record when it is in the store already, and the store has to be told of the change.
    mutating func change(_ id: CallID, isOver: Bool, _ change: (inout CallRecord) -> Void) -> CallRecord? {
        if var record = self.waiting[id] {
            change(&record)
            self.waiting[id] = record
            return nil
        }
        guard var record = self.written[id] else { return nil }
        change(&record)
        self.written[id] = isOver ? nil : record
        return record
    }

    /// How many calls were not recorded since the last time, when it is time to tell; nil when it is not, or there are none.
    ///
    /// - Parameter isLast: whether there is no later time.
    mutating func takeNotice(at now: Timestamp, isLast: Bool) -> Int? {
        guard self.skipped > 0 else { return nil }
        // A clock that was set back keeps nobody quiet.
        let quiet = 0..<Self.quietTime.wholeMilliseconds
        if !isLast, let toldAt, quiet.contains(now.milliseconds - toldAt.milliseconds) { return nil }
        defer { self.skipped = 0 }
        self.toldAt = now
        return self.skipped
    }

    /// Takes what waits, and begins a new interval.
    mutating func takeBatch() -> [CallRecord] {
        let batch = self.waiting
        self.waiting = [:]
        self.admitted = 0
        for (id, record) in batch where record.final?.acknowledged == false { self.written[id] = record }
        return Array(batch.values)
    }
}
