/// A timeline for people: what happened when, counted from the INVITE.
struct Story {
    private var lines: [(at: ContinuousClock.Instant, who: String, what: String)] = []

    mutating func add(_ at: ContinuousClock.Instant, _ who: String, _ what: String) {
        self.lines.append((at, who, what))
    }

    /// The lines in the order of their times.
    var text: String {
        let sorted = self.lines.sorted { $0.at < $1.at }
        guard let start = sorted.first?.at else { return "" }
        return sorted.map { line in
            let tenths = start.duration(to: line.at) / .microseconds(100)
            let time = "\(Int(tenths) / 10).\(Int(tenths) % 10) ms"
            return "  \(Self.pad(time, to: 11, right: true))  \(Self.pad(line.who, to: 12))\(line.what)"
        }.joined(separator: "\n")
    }

    private static func pad(_ text: String, to width: Int, right: Bool = false) -> String {
        let space = String(repeating: " ", count: max(0, width - text.count))
        return right ? space + text : text + space
    }
}
