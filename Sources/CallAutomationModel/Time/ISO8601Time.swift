/// The times inside JSON: RFC 3339 in UTC with a fixed number of fractional digits.
///
/// The Divert plane shows milliseconds, `2026-03-12T08:00:00.123Z`; events carry seven digits,
/// `2026-03-12T08:00:00.1234567Z`, units of 100 nanoseconds (events.md §1.1).
public enum ISO8601Time {
    /// The text of a moment in milliseconds since 1970.
    public static func format(millisecondsSince1970: Int64) -> String {
        self.format(millisecondsSince1970, unitsPerSecond: 1000, digits: 3)
    }

    /// The text of a moment in units of 100 nanoseconds since 1970.
    public static func format(ticksSince1970: Int64) -> String {
        self.format(ticksSince1970, unitsPerSecond: 10_000_000, digits: 7)
    }

    /// Milliseconds since 1970 for exactly `2026-03-12T08:00:00.123Z`, else nil.
    public static func parse(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard bytes.count == 24, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes[10] == UInt8(ascii: "T"), bytes[19] == UInt8(ascii: "."), bytes[23] == UInt8(ascii: "Z"),
            let year = decimal(bytes[0..<4]), let month = decimal(bytes[5..<7]), let day = decimal(bytes[8..<10]),
            let date = CivilDate(year: year, month: month, day: day),
            let second = DayTime.secondOfDay(bytes[11..<19]), let milliseconds = decimal(bytes[20..<23])
        else { return nil }
        return (Int64(date.daysSince1970) * 86_400 + Int64(second)) * 1000 + Int64(milliseconds)
    }

    private static func format(_ units: Int64, unitsPerSecond: Int64, digits: Int) -> String {
        var seconds = units / unitsPerSecond
        var fraction = units % unitsPerSecond
        if fraction < 0 {
            seconds -= 1
            fraction += unitsPerSecond
        }
        let time = DayTime(secondsSince1970: seconds)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(28)
        append(time.date.year, width: 4, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        append(time.date.month, width: 2, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        append(time.date.day, width: 2, to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        time.appendClock(to: &bytes)
        bytes.append(UInt8(ascii: "."))
        append(Int(fraction), width: digits, to: &bytes)
        bytes.append(UInt8(ascii: "Z"))
        return String(decoding: bytes, as: UTF8.self)
    }
}
