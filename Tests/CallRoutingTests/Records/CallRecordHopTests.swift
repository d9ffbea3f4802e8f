import CallAutomationModel
import CallRouting
import Testing

@Suite("The hops of a call")
struct CallRecordHopTests {
    private let start = SampleDecisions.now

    private func record(ringTimeout: Duration) -> CallRecord {
        CallRecord(
            id: CallID(high: 1, low: 2), origin: .sip, resource: "local", peer: nil, from: SampleDecisions.targetA,
            to: SampleDecisions.targetB, callerDisplayName: "", serverCallID: "", createdAt: self.start,
            deadline: self.start + ringTimeout, incomingCallContext: "first", namedContext: nil, recipe: nil,
            events: [EventRecord(id: "one", subscription: "app")])
    }

    private func ringOn(_ record: inout CallRecord, after: Duration) {
        let moment = self.start + after
        let decision = Decision(.redirect(target: SampleDecisions.user, contact: nil), by: .accessKey, at: moment)
        record.ringOn(
            decision,
            at: CallHop(
                to: SampleDecisions.user, deadline: record.deadline(ofHopFrom: moment), incomingCallContext: "next"),
            events: [EventRecord(id: "two", subscription: "app", hop: record.hopNumber + 1)])
    }

    @Test("Each hop has the ring time of the first one, and all together 120 s from the arrival")
    func deadlines() {
        var record = self.record(ringTimeout: .seconds(30))
        for (after, end) in [(29, 59), (58, 88), (87, 117), (110, 120), (119, 120)] {
            self.ringOn(&record, after: .seconds(after))
            #expect(record.deadline == self.start + .seconds(end))
            #expect(record.hopBeganAt == self.start + .seconds(after))
            #expect(record.ringTimeout == .seconds(30))
        }
        #expect(record.hopNumber == 5)
    }

    @Test("One hop that may ring longer than 120 s may do so; all hops together get that time")
    func longRing() {
        var record = self.record(ringTimeout: .seconds(300))
        self.ringOn(&record, after: .seconds(200))
        #expect(record.deadline == self.start + .seconds(300))
    }

    @Test("The called party, the current hop and its events are told apart")
    func current() {
        var record = self.record(ringTimeout: .seconds(30))
        self.ringOn(&record, after: .seconds(1))
        #expect(record.to == SampleDecisions.targetB)
        #expect(record.earlierHops.map(\.to) == [SampleDecisions.targetB])
        #expect(record.hop.to == SampleDecisions.user)
        #expect(record.incomingCallContext == "next")
        #expect(record.currentEvents.map(\.id) == ["two"])
        #expect(record.events.map(\.id) == ["one", "two"])
    }

    @Test("The row outlives the context of every hop (D10)")
    func purge() {
        var record = self.record(ringTimeout: .seconds(30))
        self.ringOn(&record, after: .seconds(1))
        #expect(record.contextExpiresAt == self.start + .seconds(631))
        #expect(record.purgeAt == self.start + .seconds(1231))
    }
}
