/// The elements of a header value that is a comma-separated list (SYN-6).
///
/// Commas in quoted strings and between `<` and `>` do not separate. Elements are without blanks around them, and empty
/// ones, which the grammar does not know, are passed over.
struct ListElements: IteratorProtocol {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position: Int
    private let end: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: TextRange) {
        self.bytes = bytes
        self.position = range.lower
        self.end = range.upper
    }

    mutating func next() -> TextRange? {
        while self.position < self.end {
            let stop = self.endOfElement(from: self.position)
            let element = Self.trimmed(self.bytes, TextRange(self.position, stop))
            self.position = stop + 1
            if !element.isEmpty { return element }
        }
        return nil
    }

    private func endOfElement(from start: Int) -> Int {
        var index = start
        while true {
            index = ByteSearch.firstListMark(in: self.bytes, from: index, to: self.end)
            guard index < self.end, self.bytes[index] != ASCII.comma else { return index }
            index =
                self.bytes[index] == ASCII.quote ? self.endOfQuote(from: index &+ 1) : self.endOfBrackets(from: index)
        }
    }

    /// The place behind the quote that ends a quoted string; the end when none does.
    private func endOfQuote(from start: Int) -> Int {
        var index = start
        while index < self.end {
            let byte = self.bytes[index]
            index &+= byte == ASCII.backslash ? 2 : 1
            if byte == ASCII.quote { break }
        }
        return min(index, self.end)
    }

    /// The place of the next `>`; the end when there is none.
    private func endOfBrackets(from start: Int) -> Int {
        ByteSearch.first(ASCII.greater, in: self.bytes, from: start, to: self.end)
    }

    /// A range without the blanks at both ends.
    static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ range: TextRange) -> TextRange {
        var start = range.lower
        var end = range.upper
        while start < end, ASCII.isBlank(bytes[start]) { start &+= 1 }
        while end > start, ASCII.isBlank(bytes[end &- 1]) { end &-= 1 }
        return TextRange(start, end)
    }
}
