import CallAutomationModel
import DivertTesting
import Foundation
import Testing

@Suite("Times on the wire")
struct WireTimeTests {
    @Test(
        "IMF-fixdate is printed and read (RFC 9110 §5.6.7)",
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (1_773_302_400, "Thu, 12 Mar 2026 08:00:00 GMT"), (951_782_399, "Mon, 28 Feb 2000 23:59:59 GMT"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
            (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"), (-62_167_219_200, "Sat, 01 Jan 0000 00:00:00 GMT"),
        ] as [(Int64, String)])
    func printsAndReadsDates(seconds: Int64, text: String) {
        #expect(IMFFixdate.format(secondsSince1970: seconds) == text)
        #expect(IMFFixdate.parse(text) == seconds)
    }

    @Test(
        "Anything but the exact form is refused",
        arguments: [
            "", "Fri, 12 Mar 2026 08:00:00 GMT", "thu, 12 Mar 2026 08:00:00 GMT", "Thu, 12 mar 2026 08:00:00 GMT",
            "Thu, 12 Mar 2026 08:00:00 gmt", "Thu, 12 Mar 2026 08:00:00 UTC", "Thu, 12 Mar 2026 08:00:00 +0000",
            "Thu, 2 Mar 2026 08:00:00 GMT", "Thu, 12 Mar 2026 8:00:00 GMT", "Thu, 12 Mar 26 08:00:00 GMT",
            "Thu, 12 Mar 2026 24:00:00 GMT", "Thu, 12 Mar 2026 08:60:00 GMT", "Thu, 12 Mar 2026 08:00:61 GMT",
            "Sun, 29 Feb 2026 08:00:00 GMT", "Sun, 00 Mar 2026 08:00:00 GMT", "Thursday, 12-Mar-26 08:00:00 GMT",
            "Thu Mar 12 08:00:00 2026", "Thu, 12 Mar 2026 08:00:00 GMT ", " Thu, 12 Mar 2026 08:00:00 GMT",
            "Thu,  12 Mar 2026 08:00:00GMT", "Thu, 12 Mar 2026 08-00-00 GMT", "Thu, +2 Mar 2026 08:00:00 GMT",
            "2026-03-12T08:00:00Z", "Thu, 12 Mar 2026 08:00:00 GM€",
        ])
    func refusesOtherDates(text: String) {
        #expect(IMFFixdate.parse(text) == nil)
    }

    @Test("A leap second is the second after it")
    func readsLeapSeconds() {
        #expect(IMFFixdate.parse("Sat, 31 Dec 2016 23:59:60 GMT") == 1_483_228_800)
    }

    @Test("Print and read are inverse, and agree with the calendar of Foundation", arguments: 0..<5 as Range<UInt64>)
    func datesRoundTrip(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for _ in 0..<300 {
            let seconds = Int64.random(in: -2_000_000_000...20_000_000_000, using: &generator)
            let text = IMFFixdate.format(secondsSince1970: seconds)
            #expect(IMFFixdate.parse(text) == seconds, "seed \(seed)")
            let iso = ISO8601Time.format(millisecondsSince1970: seconds * 1000)
            let parts = calendar.dateComponents(
                [.year, .month, .day, .hour], from: Date(timeIntervalSince1970: Double(seconds)))
            let expected = [parts.year ?? 0, parts.month ?? 0, parts.day ?? 0, parts.hour ?? 0]
            let printed = iso.prefix(13).split { !$0.isNumber }.compactMap { Int($0) }
            #expect(printed == expected, "seed \(seed), \(seconds)")
        }
    }

    @Test(
        "JSON times have three or seven digits",
        arguments: [
            (1_773_302_400_123, "2026-03-12T08:00:00.123Z"), (0, "1970-01-01T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"), (1_773_302_400_007, "2026-03-12T08:00:00.007Z"),
        ] as [(Int64, String)])
    func printsAndReadsMilliseconds(milliseconds: Int64, text: String) {
        #expect(ISO8601Time.format(millisecondsSince1970: milliseconds) == text)
        #expect(ISO8601Time.parse(text) == milliseconds)
        let long = ISO8601Time.format(ticksSince1970: milliseconds * 10_000)
        #expect(long == text.dropLast() + "0000Z")
    }

    @Test("Seven digits carry 100 nanoseconds")
    func printsTicks() {
        #expect(ISO8601Time.format(ticksSince1970: 17_733_024_001_234_567) == "2026-03-12T08:00:00.1234567Z")
        #expect(ISO8601Time.format(ticksSince1970: -1) == "1969-12-31T23:59:59.9999999Z")
    }

    @Test(
        "Only the form with milliseconds is read",
        arguments: [
            "", "2026-03-12T08:00:00Z", "2026-03-12 08:00:00.123Z", "2026-03-12T08:00:00.1234Z",
            "2026-02-29T08:00:00.123Z", "2026-03-12T24:00:00.123Z", "2026-03-12T08:00:00.123z",
            "2026-03-12T08:00:60.123Z", "2026-03-12T08:00:00,123Z",
        ])
    func refusesOtherTimes(text: String) {
        #expect(ISO8601Time.parse(text) == nil)
    }

    @Test("Moments beyond the calendar are printed as its end", arguments: [Int64.min, Int64.max])
    func clampsMoments(moment: Int64) {
        #expect(IMFFixdate.format(secondsSince1970: moment).utf8.count == 29)
        #expect(ISO8601Time.format(millisecondsSince1970: moment).utf8.count == 24)
        #expect(ISO8601Time.format(ticksSince1970: moment).utf8.count == 28)
    }

    @Test(
        "Times of other programs are read to the tick",
        arguments: [
            ("2026-03-12T08:00:00Z", 17_733_024_000_000_000), ("2026-03-12T08:00:00.1234567Z", 17_733_024_001_234_567),
            ("2026-03-12T08:00:00.123456789Z", 17_733_024_001_234_567),
            ("2026-03-12t08:00:00.5z", 17_733_024_005_000_000),
            ("2026-03-12T09:00:00.123+01:00", 17_733_024_001_230_000),
            ("2026-03-12T02:30:00-05:30", 17_733_024_000_000_000),
            ("1969-12-31T23:59:59.9Z", -1_000_000),
        ] as [(String, Int64)])
    func readsTicks(text: String, ticks: Int64) {
        #expect(ISO8601Time.parseTicks(text) == ticks)
    }

    @Test(
        "What is no RFC 3339 time is refused",
        arguments: [
            "", "2026-03-12", "2026-03-12T08:00:00", "2026-03-12 08:00:00Z", "2026-03-12T08:00:00.Z",
            "2026-03-12T08:00:00+1:00", "2026-03-12T08:00:00+24:00", "2026-02-29T08:00:00Z", "2026-03-12T24:00:00Z",
            "2026-03-12T08:00:00.1234567Zx", "2026-03-12T08:00:00Z+01:00", "yesterday",
            "2026-03-12T08:00:00.\(String(repeating: "1", count: 40))Z",
        ])
    func refusesWhatIsNoTime(text: String) {
        #expect(ISO8601Time.parseTicks(text) == nil)
    }
}
