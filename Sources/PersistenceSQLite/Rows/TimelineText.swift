import CallRouting

/// A call's timeline as text: a line per entry, `milliseconds name detail`.
///
///     1760000000000 invite
///     1760000000004 event orders delivered
///
/// Line breaks inside a detail become spaces.
enum TimelineText {
    static func encode(_ timeline: [TimelineEntry]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(timeline.count * 48)
        for entry in timeline {
            if !text.isEmpty { text.append(UInt8(ascii: "\n")) }
            text.append(contentsOf: String(entry.at.milliseconds).utf8)
            text.append(UInt8(ascii: " "))
            text.append(contentsOf: entry.name.rawValue.utf8)
            if !entry.detail.isEmpty {
                text.append(UInt8(ascii: " "))
                text.append(contentsOf: entry.detail.onOneLine.utf8)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil when a line has another shape.
    static func decode(_ text: String) -> [TimelineEntry]? {
        var timeline: [TimelineEntry] = []
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count >= 2, let at = Int64(Substring(parts[0])),
                let name = TimelineEntry.Name(rawValue: String(Substring(parts[1])))
            else { return nil }
            let detail = parts.count == 3 ? String(Substring(parts[2])) : ""
            timeline.append(TimelineEntry(at: Timestamp(milliseconds: at), name: name, detail: detail))
        }
        return timeline
    }
}

extension String {
    /// The text without line breaks.
    var onOneLine: String {
        guard self.utf8.contains(where: { $0 == 0x0a || $0 == 0x0d }) else { return self }
        return String(decoding: self.utf8.map { $0 == 0x0a || $0 == 0x0d ? 0x20 : $0 }, as: UTF8.self)
    }
}
