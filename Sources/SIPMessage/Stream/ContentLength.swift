/// What a header section says about the length of the body, found before the message is parsed.
enum ContentLength: Hashable {
    case value(Int)
    case missing
    /// Two are an error even when they agree (SYN-7).
    case repeated
    case malformed
    case tooLarge

    /// Looks through complete header lines that end with CRLF, folded or not.
    init(header: ArraySlice<UInt8>, upTo limit: Int) {
        self = header.withUnsafeBufferPointer { bytes in
            var found: ContentLength = .missing
            var index = 0
            while let lineStart = Self.nextLine(bytes, from: index) {
                index = lineStart
                guard Self.isContentLength(bytes, &index) else { continue }
                guard found == .missing else { return .repeated }
                found = Self.number(bytes, &index, limit)
            }
            return found
        }
    }

    /// The byte after the next CRLF.
    private static func nextLine(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var index = ByteSearch.firstControl(bytes, from: start)
        while index + 2 < bytes.count {
            if bytes[index + 1] == ASCII.lineFeed, bytes[index] == ASCII.carriageReturn { return index + 2 }
            index = ByteSearch.firstControl(bytes, from: index + 1)
        }
        return nil
    }

    /// Whether a line that starts at `index` is named Content-Length. Steps behind the colon if so.
    private static func isContentLength(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Bool {
        let letter = bytes[index] | 0x20
        guard letter == UInt8(ascii: "c") || letter == UInt8(ascii: "l") else { return false }
        var reader = ByteReader(bytes, TextRange(index, bytes.count))
        let name = reader.take(.token)
        guard HeaderVocabulary.shared.header(bytes, name) == .contentLength else { return false }
        reader.skipFold()
        guard reader.accept(ASCII.colon) else { return false }
        index = reader.position
        return true
    }

    private static func number(
        _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ limit: Int
    ) -> ContentLength {
        var reader = ByteReader(bytes, TextRange(index, bytes.count))
        reader.skipFold()
        let digits = reader.take(.digit)
        reader.skipFold()
        index = reader.position
        guard reader.current == ASCII.carriageReturn else { return .malformed }
        switch DecimalNumber(bytes, digits, upTo: limit) {
        case .value(let value): return .value(value)
        case .tooLarge: return .tooLarge
        case .notANumber: return .malformed
        }
    }
}

extension ByteReader {
    /// Steps over blanks and over line ends that a blank follows.
    fileprivate mutating func skipFold() {
        self.skipBlanks()
        while self.position + 2 < self.end, self.bytes[self.position] == ASCII.carriageReturn,
            self.bytes[self.position + 1] == ASCII.lineFeed, ASCII.isBlank(self.bytes[self.position + 2])
        {
            self.move(to: self.position + 2)
            self.skipBlanks()
        }
    }
}
