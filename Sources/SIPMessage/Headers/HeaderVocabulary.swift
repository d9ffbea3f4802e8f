/// Finds the header field a name means, without making a string of it.
///
/// A hash table with open addressing over the first and last letter and the length; it never changes once made.
struct HeaderVocabulary: Sendable {
    private var slots: [KnownHeader?] = Array(repeating: nil, count: 256)

    static let shared = HeaderVocabulary()

    private init() {
        for header in KnownHeader.allCases {
            header.spelling.withUTF8Buffer { name in
                var slot = Self.slot(name, TextRange(0, name.count))
                while self.slots[slot] != nil { slot = (slot + 1) & 255 }
                self.slots[slot] = header
            }
        }
    }

    /// The field named in `range`, whose bytes are a token: in any case, in long or compact form (SYN-3).
    func header(_ bytes: UnsafeBufferPointer<UInt8>, _ range: TextRange) -> KnownHeader? {
        guard range.count > 1 else {
            return range.isEmpty ? nil : KnownHeader(compactForm: ASCII.lowercased(bytes[range.lower]))
        }
        var slot = Self.slot(bytes, range)
        while let candidate = self.slots[slot] {
            if Self.isSame(candidate.spelling, bytes, range) { return candidate }
            slot = (slot + 1) & 255
        }
        return nil
    }

    @inline(__always)
    private static func slot(_ bytes: UnsafeBufferPointer<UInt8>, _ range: TextRange) -> Int {
        let first = Int(bytes[range.lower] | 0x20)
        let last = Int(bytes[range.upper - 1] | 0x20)
        return (first &* 31 &+ last &* 7 &+ range.count &* 53) & 255
    }

    /// Setting bit 5 folds the case of letters, and no other token byte becomes a letter or a hyphen by it.
    @inline(__always)
    private static func isSame(_ name: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ range: TextRange) -> Bool {
        guard name.utf8CodeUnitCount == range.count else { return false }
        let start = name.utf8Start
        for index in 0..<range.count where start[index] | 0x20 != bytes[range.lower + index] | 0x20 { return false }
        return true
    }
}
