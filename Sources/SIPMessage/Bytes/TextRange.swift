/// Where a piece of text lies in the storage of a message.
///
/// Typed values are the storage and a few of these, so making one allocates nothing. The parser refuses storage longer
/// than 2³¹ bytes before it makes the first range.
struct TextRange: Hashable, Sendable {
    private let start: UInt32
    private let end: UInt32

    init(_ start: Int, _ end: Int) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
    }

    /// Stands for a part that was not written at all, which differs from an empty one.
    static var absent: TextRange { TextRange(-1, -1) }

    var lower: Int { Int(self.start) }
    var upper: Int { Int(self.end) }
    var count: Int { Int(self.end) - Int(self.start) }
    var isEmpty: Bool { self.start == self.end }
    var isPresent: Bool { self.start != .max }
}

extension [UInt8] {
    /// The bytes of a range that was made from this very storage.
    subscript(text range: TextRange) -> ArraySlice<UInt8> {
        range.isPresent ? self[range.lower..<range.upper] : []
    }

    /// The same as text, or nil for a part that is absent. Bytes that are not UTF-8 become U+FFFD.
    func string(_ range: TextRange) -> String? {
        range.isPresent ? String(decoding: self[text: range], as: UTF8.self) : nil
    }
}
