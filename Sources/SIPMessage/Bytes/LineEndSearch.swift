/// Finds line ends eight bytes at a time.
enum LineEndSearch {
    /// The index of the first byte below 14, which CR and LF are, at or after `start`; `bytes.count` when there is none.
    static func firstControl(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let raw = UnsafeRawBufferPointer(bytes)
        var index = start
        while index &+ 8 <= raw.count {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            // The subtraction borrows from the high bit of a byte that is below 14; the lowest mark is exact.
            let marks = (word &- ones &* 14) & ~word & (ones &* 0x80)
            if marks != 0 { return index &+ marks.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < raw.count, raw[index] >= 14 { index &+= 1 }
        return min(index, raw.count)
    }
}
