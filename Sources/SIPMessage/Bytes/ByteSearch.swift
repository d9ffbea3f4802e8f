/// Finds bytes eight at a time.
///
/// The subtraction in each search borrows from the high bit of a byte that is looked for; a borrow runs on to later
/// bytes only, so the lowest mark is exact.
enum ByteSearch {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// The index of the first byte below 14, which CR and LF are, at or after `start`; `bytes.count` when there is none.
    @inline(__always)
    static func firstControl(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start
        while index &+ 8 <= bytes.count {
            let word = Self.word(bytes, at: index)
            let marks = (word &- Self.ones &* 14) & ~word & Self.highBits
            if marks != 0 { return index &+ marks.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < bytes.count, bytes[index] >= 14 { index &+= 1 }
        return min(index, bytes.count)
    }

    /// The index of the first `byte` in `start..<end`; `end` when there is none.
    @inline(__always)
    static func first(_ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int {
        let pattern = Self.ones &* UInt64(byte)
        var index = start
        while index &+ 8 <= end {
            let marks = Self.zeroBytes(Self.word(bytes, at: index) ^ pattern)
            if marks != 0 { return index &+ marks.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < end, bytes[index] != byte { index &+= 1 }
        return index
    }

    /// The index of the first comma, quote or `<` in `start..<end`; `end` when there is none.
    @inline(__always)
    static func firstListMark(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int {
        var index = start
        while index &+ 8 <= end {
            let word = Self.word(bytes, at: index)
            let marks =
                Self.zeroBytes(word ^ Self.ones &* UInt64(ASCII.comma))
                | Self.zeroBytes(word ^ Self.ones &* UInt64(ASCII.quote))
                | Self.zeroBytes(word ^ Self.ones &* UInt64(ASCII.less))
            if marks != 0 { return index &+ marks.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < end, !ByteSet.listMark.contains(bytes[index]) { index &+= 1 }
        return index
    }

    /// Eight bytes, the first of them lowest; all of them lie in the buffer.
    @inline(__always)
    static func word(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt64 {
        UInt64(littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt64.self))
    }

    /// The high bit of every byte that is zero.
    @inline(__always)
    private static func zeroBytes(_ word: UInt64) -> UInt64 { (word &- Self.ones) & ~word & Self.highBits }
}
