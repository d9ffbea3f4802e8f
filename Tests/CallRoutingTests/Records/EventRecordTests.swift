import CallRouting
import Testing

@Suite("Delivery attempts")
struct EventRecordTests {
    @Test(
        "200 to 204 count as delivered, and nothing else",
        arguments: [
            (200, true), (201, true), (202, true), (203, true), (204, true), (205, false), (199, false), (301, false),
            (400, false), (503, false), (nil, false),
        ] as [(Int?, Bool)])
    func accepted(status: Int?, isAccepted: Bool) {
        let attempt = EventRecord.Attempt(
            at: SampleDecisions.now, status: status, duration: .milliseconds(3), error: nil)
        #expect(attempt.isAccepted == isAccepted)
    }
}
