/// The `%HH` escapes of a URI (SYN-10). Decoding happens once: an escape that decodes to `%` is not looked at again.
enum PercentEscapes {
    /// Whether `range` holds nothing but bytes of `allowed` and complete escapes.
    static func isValid(_ bytes: UnsafeBufferPointer<UInt8>, _ range: TextRange, allowed: ByteSet) -> Bool {
        var reader = ByteReader(bytes, range)
        return reader.takeEscaped(allowed) == range
    }

    /// The bytes that a text with escapes stands for.
    static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == ASCII.percent, text.endIndex - index > 2, let high = ASCII.hexValue(text[index + 1]),
                let low = ASCII.hexValue(text[index + 2])
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(text[index])
                index += 1
            }
        }
        return bytes
    }

    /// A text with every byte outside `allowed` escaped.
    static func encoded(_ text: some Collection<UInt8>, allowed: ByteSet) -> [UInt8] {
        var bytes: [UInt8] = []
        for byte in text {
            if allowed.contains(byte) {
                bytes.append(byte)
            } else {
                bytes += [ASCII.percent, ASCII.hexDigit(byte >> 4), ASCII.hexDigit(byte & 15)]
            }
        }
        return bytes
    }

    /// A form in which equivalent texts are equal (§19.1.4): escapes of characters outside the `reserved` set are
    /// decoded, those of reserved ones are kept apart from the character by a value above 255.
    static func normalized(_ text: ArraySlice<UInt8>, ignoringCase: Bool) -> [UInt16] {
        var units: [UInt16] = []
        units.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            var byte = text[index]
            var isReserved = false
            if byte == ASCII.percent, text.endIndex - index > 2, let high = ASCII.hexValue(text[index + 1]),
                let low = ASCII.hexValue(text[index + 2])
            {
                byte = high << 4 | low
                isReserved = ByteSet.reserved.contains(byte)
                index += 2
            }
            index += 1
            units.append(UInt16(ignoringCase ? ASCII.lowercased(byte) : byte) + (isReserved ? 256 : 0))
        }
        return units
    }
}
