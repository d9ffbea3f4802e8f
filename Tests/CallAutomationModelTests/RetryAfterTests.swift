import CallAutomationModel
import Testing

@Suite("The wait that an answer asks for")
struct RetryAfterTests {
    /// Thu, 12 Mar 2026 08:00:00 GMT.
    private static let now: Int64 = 1_773_302_400

    private static func wait(_ headers: [String: String]) -> Duration? {
        RetryAfter.wait(headers: { headers[$0] }, now: self.now)
    }

    @Test(
        "Seconds, fractions and dates",
        arguments: [
            ("2", 2000), ("0", 0), ("0.5", 500), ("1.2345", 1235), ("Thu, 12 Mar 2026 08:00:07 GMT", 7000),
            ("Thu, 12 Mar 2026 07:59:00 GMT", 0), ("99999999999999999999", 86_400_000),
        ])
    func reads(text: String, milliseconds: Int) {
        #expect(Self.wait(["retry-after": text]) == .milliseconds(milliseconds))
    }

    @Test(
        "Anything else says nothing",
        arguments: [
            "", "soon", "-1", "+1", "1e3", "inf", "nan", "0x10", ".5", "1.2.3", "1 s", " 1", "1,2",
            "Thu, 12 Mar 2026 08:00:07", "Fri, 12 Mar 2026 08:00:07 GMT", "111111111111111111111111111111",
        ])
    func ignores(text: String) {
        #expect(Self.wait(["retry-after": text]) == nil)
        #expect(Self.wait(["retry-after-ms": text]) == nil)
        #expect(Self.wait([:]) == nil)
    }

    @Test("Milliseconds come first, when they can be read")
    func prefersMilliseconds() {
        #expect(Self.wait(["retry-after-ms": "300", "retry-after": "2"]) == .milliseconds(300))
        #expect(Self.wait(["x-ms-retry-after-ms": "20", "retry-after": "2"]) == .milliseconds(20))
        #expect(Self.wait(["retry-after-ms": "soon", "retry-after": "2"]) == .seconds(2))
    }
}
