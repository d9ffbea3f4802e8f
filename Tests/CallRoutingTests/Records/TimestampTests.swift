import CallRouting
import Testing

@Suite("Timestamps")
struct TimestampTests {
    @Test("Adding and subtracting are each other's inverse, in milliseconds")
    func arithmetic() {
        let start = Timestamp(milliseconds: 1_760_000_000_000)
        #expect(start + .seconds(30) == Timestamp(milliseconds: 1_760_000_030_000))
        #expect(start + .microseconds(1999) == Timestamp(milliseconds: 1_760_000_000_001))
        #expect(start + .seconds(-1) < start)
        #expect((start + .seconds(30)) - start == .seconds(30))
        #expect(start - (start + .milliseconds(5)) == .milliseconds(-5))
    }

    @Test("Whole milliseconds of a duration are rounded towards zero")
    func wholeMilliseconds() {
        #expect(Duration.seconds(2).wholeMilliseconds == 2000)
        #expect(Duration.microseconds(1999).wholeMilliseconds == 1)
        #expect(Duration.microseconds(-1999).wholeMilliseconds == -1)
        #expect(Duration.zero.wholeMilliseconds == 0)
    }
}
