/// The lines of a message, ended by CRLF or LF.
///
/// A header value may be continued on lines that begin with a blank (RFC 3261 §7.3.1); these are one line here: with a
/// blank between, or, for the eye, still folded.
struct LogicalLines: Sequence, IteratorProtocol {
    private var rest: ArraySlice<UInt8>
    private let unfolds: Bool
    private var isAtEnd = false

    init(_ bytes: ArraySlice<UInt8>, unfolds: Bool) {
        self.rest = bytes
        self.unfolds = unfolds
    }

    /// A line without its line end.
    mutating func next() -> ArraySlice<UInt8>? {
        guard var text = self.physicalLine() else { return nil }
        while !text.isEmpty, let first = self.rest.first, first == 32 || first == 9, let more = self.physicalLine() {
            let joint: [UInt8] = self.unfolds ? [32] : [10]
            text = ArraySlice(Array(text) + joint + (self.unfolds ? more.drop { $0 == 32 || $0 == 9 } : more))
        }
        return text
    }

    private mutating func physicalLine() -> ArraySlice<UInt8>? {
        guard !self.isAtEnd else { return nil }
        guard let end = self.rest.firstIndex(of: 10) else {
            self.isAtEnd = true
            return self.rest.last == 13 ? self.rest.dropLast() : self.rest
        }
        let line = self.rest[..<end]
        self.rest = self.rest[(end + 1)...]
        return line.last == 13 ? line.dropLast() : line
    }
}
