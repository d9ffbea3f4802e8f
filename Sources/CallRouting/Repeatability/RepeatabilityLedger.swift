/// The request ids that were seen: the ones being carried out and the ones answered 204.
///
/// A pure value; the call owner keeps one and changes it in the same step in which it reserves a slot, so that two
/// copies of a request cannot both act. Records come from the store after a restart.
package struct RepeatabilityLedger: Sendable {
    package typealias Key = RepeatabilityRecord.Key

    /// What the ledger says about a request.
    package enum Finding: Sendable, Hashable {
        /// Never seen: go on.
        case new
        /// The same request is being carried out.
        case running
        /// The same request was answered 204 about this call.
        case done(CallID)
        /// The id was used for a different request: 400, rejected.
        case mismatch
    }

    private enum Entry: Sendable {
        case running(fingerprint: [UInt8], firstSent: Int64)
        case done(RepeatabilityRecord)
    }

    /// Whether another id can be tracked. When not, requests that ask for repeatability are refused: forgetting a live
    /// id would let its repetition act twice.
    package enum Room: Sendable, Hashable {
        case free
        /// Whoever asks has as many ids as one may have: 429.
        case ownLimit
        /// All ids together are as many as can be tracked: 503.
        case full
    }

    private var entries: [Key: Entry] = [:]
    /// How many of them each principal has.
    private var counts: [String: Int] = [:]
    /// Finished keys in the order in which they end, for purging without a walk over everything.
    private var finished: [(purgeAt: Timestamp, key: Key)] = []
    private var firstUnpurged = 0

    /// An empty ledger that holds at most `capacity` ids at a time, of these at most `share` for one principal.
    package init(capacity: Int = 1_000_000, share: Int = 500_000) {
        self.capacity = capacity
        self.share = share
    }

    private let capacity: Int
    private let share: Int

    /// How many ids are tracked.
    package var count: Int { self.entries.count }

    /// Whether this id could be tracked, too.
    package func room(for key: Key) -> Room {
        if self.counts[key.scope, default: 0] >= self.share { return .ownLimit }
        return self.entries.count < self.capacity ? .free : .full
    }

    /// Looks a request up without changing anything.
    package func find(_ key: Key, fingerprint: [UInt8], firstSent: Int64) -> Finding {
        switch self.entries[key] {
        case nil:
            .new
        case .running(fingerprint, firstSent):
            .running
        case .done(let record) where record.fingerprint == fingerprint && record.firstSent == firstSent:
            .done(record.callID)
        case .running, .done:
            .mismatch
        }
    }

    /// A new request starts to be carried out.
    package mutating func begin(_ key: Key, fingerprint: [UInt8], firstSent: Int64) {
        self.put(.running(fingerprint: fingerprint, firstSent: firstSent), for: key)
    }

    /// The request ended without a 204: the id is free again, errors are evaluated anew each time.
    package mutating func abandon(_ key: Key) {
        if case .running = self.entries[key] { self.put(nil, for: key) }
    }

    /// The request was answered 204, and the record of that is on disk.
    package mutating func finish(_ record: RepeatabilityRecord) {
        self.put(.done(record), for: record.key)
        self.finished.append((record.purgeAt, record.key))
    }

    /// Forgets what no accepted request can carry any more.
    package mutating func purge(now: Timestamp) {
        // First-sent times arrive nearly in order, so the front of the list is what is due; a straggler waits a little.
        while self.firstUnpurged < self.finished.count, self.finished[self.firstUnpurged].purgeAt <= now {
            let key = self.finished[self.firstUnpurged].key
            if case .done(let record) = self.entries[key], record.purgeAt <= now {
                self.put(nil, for: key)
            }
            self.firstUnpurged += 1
        }
        if self.firstUnpurged > 1024, self.firstUnpurged * 2 > self.finished.count {
            self.finished.removeFirst(self.firstUnpurged)
            self.firstUnpurged = 0
        }
    }

    private mutating func put(_ entry: Entry?, for key: Key) {
        let before =
            if let entry { self.entries.updateValue(entry, forKey: key) } else { self.entries.removeValue(forKey: key) }
        switch (before, entry) {
        case (nil, .some): self.counts[key.scope, default: 0] += 1
        case (.some, nil):
            let count = self.counts[key.scope, default: 0] - 1
            self.counts[key.scope] = count == 0 ? nil : count
        case (nil, nil), (.some, .some): break
        }
    }
}
