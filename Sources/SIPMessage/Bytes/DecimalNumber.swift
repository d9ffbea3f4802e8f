/// A run of decimal digits, read without overflow however long it is. Leading zeros are legal (SYN-9).
enum DecimalNumber: Hashable {
    case value(Int)
    case tooLarge
    case notANumber

    /// Reads `1*DIGIT` that fills `range` and is at most `limit`.
    init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: TextRange, upTo limit: Int) {
        guard range.isPresent, !range.isEmpty else {
            self = .notANumber
            return
        }
        // A value beyond the limit grows no further, so it never overflows.
        let limit = min(limit, Int(Int32.max) &* 1024)
        var value = 0
        for index in range.lower..<range.upper {
            let byte = bytes[index]
            guard ASCII.isDigit(byte) else {
                self = .notANumber
                return
            }
            if value <= limit { value = value &* 10 &+ Int(byte &- ASCII.zero) }
        }
        self = value <= limit ? .value(value) : .tooLarge
    }
}

extension [UInt8] {
    /// Appends a number that is not negative in decimal digits.
    mutating func append(decimal number: Int) {
        self.append(contentsOf: String(number).utf8)
    }
}
