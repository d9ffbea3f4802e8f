package import NIOCore

/// What the log says of something that may happen very often: the first time at once, then once a minute how often it
/// happened. A pure value.
package struct RepeatedNotice {
    private static let quietTime: TimeAmount = .minutes(1)

    private var quietUntil: NIODeadline?
    private var count = 0

    package init() {}

    /// It happened once more.
    ///
    /// - Returns: how often since the log was told last, when it is time to tell; else nil.
    package mutating func happened(at now: NIODeadline) -> Int? {
        self.count += 1
        if let quietUntil = self.quietUntil, now < quietUntil { return nil }
        defer { self.count = 0 }
        self.quietUntil = now + Self.quietTime
        return self.count
    }
}
