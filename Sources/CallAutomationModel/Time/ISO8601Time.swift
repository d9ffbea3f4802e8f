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

    /// Units of 100 nanoseconds since 1970 for what other programs write: any number of fractional digits, of which seven
    /// count, and any offset from UTC (RFC 3339 §5.6). Nil for anything else.
    ///
    ///     2026-03-12T08:00:00Z    2026-03-12T08:00:00.1234567Z    2026-03-12T09:00:00.123+01:00
    public static func parseTicks(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard (20...40).contains(bytes.count), bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes[10] | 0x20 == UInt8(ascii: "t"),
            let year = decimal(bytes[0..<4]), let month = decimal(bytes[5..<7]), let day = decimal(bytes[8..<10]),
            let date = CivilDate(year: year, month: month, day: day),
            let second = DayTime.secondOfDay(bytes[11..<19], leapSecond: true)
        else { return nil }
        var rest = bytes[19...]
        var ticks = 0
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix(while: isDigit)
            guard !fraction.isEmpty, let value = decimal(fraction.prefix(7)) else { return nil }
            ticks = (fraction.count..<max(7, fraction.count)).reduce(value) { result, _ in result * 10 }
            rest = rest.dropFirst(1 + fraction.count)
        }
        guard let offset = self.offset(rest) else { return nil }
        return (Int64(date.daysSince1970) * 86_400 + Int64(second - offset)) * 10_000_000 + Int64(ticks)
    }

    /// Seconds east of UTC for `Z` and `+01:00`.
    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
        let start = bytes.startIndex
        if bytes.count == 1 { return bytes[start] | 0x20 == UInt8(ascii: "z") ? 0 : nil }
        guard bytes.count == 6, bytes[start + 3] == UInt8(ascii: ":"),
            let hours = decimal(bytes[start + 1..<start + 3]), let minutes = decimal(bytes[start + 4..<start + 6]),
            hours < 24, minutes < 60
        else { return nil }
        switch bytes[start] {
        case UInt8(ascii: "+"): return hours * 3600 + minutes * 60
        case UInt8(ascii: "-"): return -(hours * 3600 + minutes * 60)
        default: return nil
        }
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
