/// A day and a second of it, in UTC.
struct DayTime: Hashable, Sendable {
    /// The day.
    let date: CivilDate
    /// 0 to 86399.
    let secondOfDay: Int

    /// The moment that many seconds after 1970; outside the years 0 to 9999 the nearer end.
    init(secondsSince1970: Int64) {
        let first = Int64(CivilDate.days.lowerBound) * 86_400
        let last = Int64(CivilDate.days.upperBound) * 86_400 + 86_399
        let seconds = min(max(secondsSince1970, first), last)
        var day = seconds / 86_400
        var second = seconds % 86_400
        if second < 0 {
            day -= 1
            second += 86_400
        }
        self.date = CivilDate(daysSince1970: Int(day))
        self.secondOfDay = Int(second)
    }

    /// Appends `08:00:00`.
    func appendClock(to bytes: inout [UInt8]) {
        appendTwoDigits(self.secondOfDay / 3600, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        appendTwoDigits(self.secondOfDay / 60 % 60, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        appendTwoDigits(self.secondOfDay % 60, to: &bytes)
    }

    /// Reads `08:00:00`, eight bytes.
    static func secondOfDay(_ bytes: ArraySlice<UInt8>, leapSecond: Bool = false) -> Int? {
        let start = bytes.startIndex
        guard bytes.count == 8, bytes[start + 2] == UInt8(ascii: ":"), bytes[start + 5] == UInt8(ascii: ":"),
            let hour = decimal(bytes[start..<start + 2]), let minute = decimal(bytes[start + 3..<start + 5]),
            let second = decimal(bytes[start + 6..<start + 8]),
            hour < 24, minute < 60, second < (leapSecond ? 61 : 60)
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }
}
