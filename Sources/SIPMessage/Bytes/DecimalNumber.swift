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
        var value = 0
        var isTooLarge = false
        for index in range.lower..<range.upper {
            let byte = bytes[index]
            guard ASCII.isDigit(byte) else {
                self = .notANumber
                return
            }
            if !isTooLarge {
                let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
                let (sum, carry) = tens.addingReportingOverflow(Int(byte &- ASCII.zero))
                isTooLarge = overflow || carry || sum > limit
                value = sum
            }
        }
        self = isTooLarge ? .tooLarge : .value(value)
    }
}

extension [UInt8] {
    /// Appends a number that is not negative in decimal digits.
    mutating func append(decimal number: Int) {
        self.append(contentsOf: String(number).utf8)
    }
}
