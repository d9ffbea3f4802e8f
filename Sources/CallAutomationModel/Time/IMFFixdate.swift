/// The date form of HTTP headers, IMF-fixdate of RFC 9110 §5.6.7: `Thu, 12 Mar 2026 08:00:00 GMT`.
///
/// By hand, because the formatters of Foundation cost more than the rest of a request. The two obsolete forms of the RFC
/// are not read: the repeatability rules allow only this one (repeatability.md §6).
public enum IMFFixdate {
    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"].map { IMFFixdate.code($0.utf8) }
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ].map { IMFFixdate.code($0.utf8) }

    /// The text of a moment in seconds since 1970. Moments outside the years 0 to 9999 are moved to the nearer end.
    public static func format(secondsSince1970: Int64) -> String {
        let time = DayTime(secondsSince1970: secondsSince1970)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(29)
        self.append(self.weekdays[time.date.weekday], to: &bytes)
        bytes.append(UInt8(ascii: ","))
        bytes.append(UInt8(ascii: " "))
        appendTwoDigits(time.date.day, to: &bytes)
        bytes.append(UInt8(ascii: " "))
        self.append(self.months[time.date.month - 1], to: &bytes)
        bytes.append(UInt8(ascii: " "))
        appendTwoDigits(time.date.year / 100, to: &bytes)
        appendTwoDigits(time.date.year % 100, to: &bytes)
        bytes.append(UInt8(ascii: " "))
        time.appendClock(to: &bytes)
        bytes.append(contentsOf: " GMT".utf8)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Seconds since 1970, or nil for anything but the exact form with the weekday of that day. Case counts, and a
    /// leap second (`23:59:60`) is the second after it.
    public static func parse(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard bytes.count == 29, bytes[3] == UInt8(ascii: ","), bytes[4] == UInt8(ascii: " "),
            bytes[7] == UInt8(ascii: " "), bytes[11] == UInt8(ascii: " "), bytes[16] == UInt8(ascii: " "),
            bytes[25] == UInt8(ascii: " "), self.code(bytes[26...]) == self.code("GMT".utf8),
            let day = decimal(bytes[5..<7]), let year = decimal(bytes[12..<16]),
            let month = self.months.firstIndex(of: self.code(bytes[8..<11])),
            let date = CivilDate(year: year, month: month + 1, day: day),
            self.code(bytes[..<3]) == self.weekdays[date.weekday],
            let second = DayTime.secondOfDay(bytes[17..<25], leapSecond: true)
        else { return nil }
        return Int64(date.daysSince1970) * 86_400 + Int64(second)
    }

    /// Three characters as a number, which is compared at once.
    private static func code(_ characters: some Sequence<UInt8>) -> UInt32 {
        characters.reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func append(_ code: UInt32, to bytes: inout [UInt8]) {
        bytes.append(UInt8(truncatingIfNeeded: code >> 16))
        bytes.append(UInt8(truncatingIfNeeded: code >> 8))
        bytes.append(UInt8(truncatingIfNeeded: code))
    }
}
