/// The wait that an answer asks for (RFC 9110 §10.2.3, and the two headers in milliseconds that Azure services use).
///
///     retry-after-ms: 300        x-ms-retry-after-ms: 300
///     Retry-After: 2             Retry-After: 0.5             Retry-After: Thu, 12 Mar 2026 08:00:00 GMT
///
/// Anything else says nothing, as if the header were not there.
package enum RetryAfter {
    /// The longest wait that is read as such, in seconds; it is beyond every patience.
    private static let longest = 86_400.0

    /// The wait, or nil.
    ///
    /// - Parameter now: the time of day, in seconds since 1970; a date in the past means no wait.
    package static func wait(headers: (_ name: String) -> String?, now: Int64) -> Duration? {
        for name in ["retry-after-ms", "x-ms-retry-after-ms"] {
            if let value = headers(name).flatMap(self.number) { return self.duration(seconds: value / 1000) }
        }
        guard let text = headers("retry-after") else { return nil }
        if let seconds = self.number(text) { return self.duration(seconds: seconds) }
        guard let date = IMFFixdate.parse(text) else { return nil }
        return self.duration(seconds: Double(max(0, date - now)))
    }

    /// Digits with or without a fraction; not all that `Double` would read, such as `inf` and `0x1p3`.
    private static func number(_ text: String) -> Double? {
        guard (1...20).contains(text.utf8.count), text.utf8.first != UInt8(ascii: "."),
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".") })
        else { return nil }
        return Double(text)
    }

    private static func duration(seconds: Double) -> Duration {
        .milliseconds(Int64((min(seconds, self.longest) * 1000).rounded()))
    }
}
