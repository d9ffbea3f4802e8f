import CallRouting
import Testing

@Suite("Request ids that were seen (row 6)")
struct RepeatabilityLedgerTests {
    private let call = CallID(high: 1, low: 2)

    private func record(
        _ id: String = "a", resource: String = "local", fingerprint: [UInt8] = [1], firstSent: Int64 = 1000
    ) -> RepeatabilityRecord {
        RepeatabilityRecord(
            key: RepeatabilityRecord.Key(scope: resource, requestID: id), fingerprint: fingerprint,
            firstSent: firstSent, callID: self.call)
    }

    private func find(_ record: RepeatabilityRecord, in ledger: RepeatabilityLedger) -> RepeatabilityLedger.Finding {
        ledger.find(record.key, fingerprint: record.fingerprint, firstSent: record.firstSent)
    }

    private func begin(_ record: RepeatabilityRecord, in ledger: inout RepeatabilityLedger) {
        ledger.begin(record.key, fingerprint: record.fingerprint, firstSent: record.firstSent)
    }

    @Test("An id is new, then running, then done with its call")
    func life() {
        var ledger = RepeatabilityLedger()
        let record = self.record()
        #expect(self.find(record, in: ledger) == .new)
        self.begin(record, in: &ledger)
        #expect(self.find(record, in: ledger) == .running)
        ledger.finish(record)
        #expect(self.find(record, in: ledger) == .done(self.call))
        #expect(ledger.count == 1)
    }

    @Test("The same id with another body or another First-Sent is a mismatch, running and done")
    func mismatch() {
        var ledger = RepeatabilityLedger()
        self.begin(self.record(), in: &ledger)
        let others = [self.record(fingerprint: [2]), self.record(firstSent: 1001)]
        for other in others { #expect(self.find(other, in: ledger) == .mismatch) }
        ledger.finish(self.record())
        for other in others { #expect(self.find(other, in: ledger) == .mismatch) }
    }

    @Test("Ids of different resources have nothing to do with each other")
    func resources() {
        var ledger = RepeatabilityLedger()
        ledger.finish(self.record())
        #expect(self.find(self.record(resource: "other", fingerprint: [2]), in: ledger) == .new)
    }

    @Test("An abandoned id is free again, a finished one stays")
    func abandon() {
        var ledger = RepeatabilityLedger()
        self.begin(self.record(), in: &ledger)
        ledger.abandon(self.record().key)
        #expect(self.find(self.record(fingerprint: [2]), in: ledger) == .new)
        ledger.finish(self.record())
        ledger.abandon(self.record().key)
        #expect(self.find(self.record(), in: ledger) == .done(self.call))
    }

    @Test("A full ledger has no room, rather than forgetting a live id")
    func capacity() {
        var ledger = RepeatabilityLedger(capacity: 2)
        let key = self.record("c").key
        self.begin(self.record("a"), in: &ledger)
        #expect(ledger.room(for: key) == .free)
        ledger.finish(self.record("b"))
        #expect(ledger.room(for: key) == .full)
        ledger.abandon(self.record("a").key)
        #expect(ledger.room(for: key) == .free)
    }

    @Test("Whoever has as many ids as one may have waits for the oldest to be forgotten; others do not")
    func share() {
        var ledger = RepeatabilityLedger(capacity: 10, share: 2)
        self.begin(self.record("a"), in: &ledger)
        ledger.finish(self.record("a"))
        self.begin(self.record("b", firstSent: 2000), in: &ledger)
        #expect(ledger.room(for: self.record("c").key) == .ownLimit)
        #expect(ledger.room(for: self.record("c", resource: "other").key) == .free)
        #expect(self.find(self.record("a"), in: ledger) == .done(self.call), "a live id is never given up")
        ledger.purge(now: Timestamp(milliseconds: 1_900_000))
        #expect(ledger.room(for: self.record("c").key) == .free)
        ledger.abandon(self.record("b", firstSent: 2000).key)
        #expect(ledger.count == 0)
    }

    @Test("An id is forgotten when no accepted request can carry its First-Sent any more: 600 s and 300 s of skew")
    func purge() {
        var ledger = RepeatabilityLedger()
        let record = self.record(firstSent: 1000)
        ledger.finish(record)
        self.begin(self.record("running", firstSent: 0), in: &ledger)
        #expect(record.purgeAt == Timestamp(milliseconds: 1_900_000))
        ledger.purge(now: Timestamp(milliseconds: 1_899_999))
        #expect(self.find(record, in: ledger) == .done(self.call))
        ledger.purge(now: Timestamp(milliseconds: 1_900_000))
        #expect(self.find(record, in: ledger) == .new)
        // What is being carried out is never forgotten.
        #expect(self.find(self.record("running", firstSent: 0), in: ledger) == .running)
    }

    @Test("A straggler waits for those before it, and all go in the end")
    func stragglers() {
        var ledger = RepeatabilityLedger()
        for second in 0..<5000 {
            // Every third was first sent somewhat earlier than the one before it.
            ledger.finish(self.record("\(second)", firstSent: Int64(second % 3 == 0 ? second : second + 100)))
        }
        ledger.purge(now: Timestamp(milliseconds: 3_000_000))
        let kept = ledger.count
        #expect(kept > 2000 && kept < 3100)
        #expect(self.find(self.record("4999", firstSent: 5099), in: ledger) == .done(self.call))
        ledger.purge(now: Timestamp(milliseconds: 10_000_000))
        #expect(ledger.count == 0)
    }
}
