/// Finds the header field a name means, without making a string of it.
///
/// A hash table with open addressing over the first and last letter and the length; it never changes once made.
struct HeaderVocabulary: Sendable {
    private static let size = 256

    private var slots: [Spelling] = Array(repeating: Spelling(), count: Self.size)

    static let shared = HeaderVocabulary()

    private init() {
        for header in KnownHeader.allCases {
            header.spelling.withUTF8Buffer { name in
                let range = TextRange(0, name.count)
                var slot = Self.slot(name, range)
                while self.slots[slot].header != nil { slot = (slot + 1) % Self.size }
                self.slots[slot] = Spelling(name, range, header)
            }
        }
    }

    /// The field named in `range`: in any case, in long or compact form (SYN-3). Bytes that are no token name none.
    func header(_ bytes: UnsafeBufferPointer<UInt8>, _ range: TextRange) -> KnownHeader? {
        guard range.count > 1 else {
            return range.isEmpty ? nil : KnownHeader(compactForm: ASCII.lowercased(bytes[range.lower]))
        }
        guard range.count <= Spelling.longest else { return nil }
        let name = Spelling(bytes, range, nil)
        var slot = Self.slot(bytes, range)
        while let header = self.slots[slot].header {
            if self.slots[slot].isSame(as: name) { return header }
            slot = (slot + 1) % Self.size
        }
        return nil
    }

    @inline(__always)
    private static func slot(_ bytes: UnsafeBufferPointer<UInt8>, _ range: TextRange) -> Int {
        let first = Int(bytes[range.lower] | 0x20)
        let last = Int(bytes[range.upper - 1] | 0x20)
        return (first &* 31 &+ last &* 7 &+ range.count &* 53) % Self.size
    }
}

/// A name of at most 24 bytes as three words, which overlap in shorter names, so that two are compared at once.
private struct Spelling: Sendable {
    static let longest = 24

    private let count: Int
    private let start: UInt64
    private let middle: UInt64
    private let end: UInt64
    let header: KnownHeader?

    /// No name at all.
    init() { (self.count, self.start, self.middle, self.end, self.header) = (0, 0, 0, 0, nil) }

    @inline(__always)
    init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: TextRange, _ header: KnownHeader?) {
        self.count = range.count
        self.header = header
        if range.count >= 8 {
            self.start = ByteSearch.word(bytes, at: range.lower)
            self.middle = ByteSearch.word(bytes, at: min(range.lower &+ 8, range.upper &- 8))
            self.end = ByteSearch.word(bytes, at: range.upper &- 8)
        } else {
            var word: UInt64 = 0
            for index in range.lower..<range.upper { word = word << 8 | UInt64(bytes[index]) }
            (self.start, self.middle, self.end) = (word, word, word)
        }
    }

    /// Whether `other` is this name in any case.
    @inline(__always)
    func isSame(as other: Spelling) -> Bool {
        self.count == other.count
            && Self.differences(self.start, other.start) | Self.differences(self.middle, other.middle)
                | Self.differences(self.end, other.end) == 0
    }

    /// Bit 5, which is the case of a letter, counts only where the known name has none.
    @inline(__always)
    private static func differences(_ known: UInt64, _ other: UInt64) -> UInt64 {
        (known ^ other) & ~((known & 0x4040_4040_4040_4040) >> 1)
    }
}
