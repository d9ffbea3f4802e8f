/// A UUID (RFC 9562) that is written as 36 characters in lower case: call ids, correlation ids, repeatability request ids.
/// Any case is read, so two spellings of one UUID are equal.
public struct UUIDText: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    /// A random UUID of version 4 made of 128 bits, of which six are replaced (RFC 9562 §5.4).
    public init(version4 high: UInt64, _ low: UInt64) {
        self.high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        self.low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    }

    /// A random UUID of version 4.
    public static func version4(using generator: inout some RandomNumberGenerator) -> Self {
        Self(version4: generator.next(), generator.next())
    }

    /// The UUID of 16 bytes, most significant first; nil for any other count.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        self.high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        self.low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The UUID that a text of 36 characters, 8-4-4-4-12 hexadecimal digits, says; nil for anything else.
    public init?(_ text: String) {
        guard text.utf8.count == 36 else { return nil }
        var (high, low): (UInt64, UInt64) = (0, 0)
        var position = 0
        for byte in text.utf8 {
            switch position {
            case 8, 13, 18, 23: guard byte == UInt8(ascii: "-") else { return nil }
            default:
                guard let digit = hexDigit(byte) else { return nil }
                // What leaves the lower half at its top belongs to the upper one.
                high = high << 4 | low >> 60
                low = low << 4 | UInt64(digit)
            }
            position += 1
        }
        self.high = high
        self.low = low
    }

    /// The 16 bytes, most significant first.
    public var bytes: [UInt8] {
        [self.high, self.low].flatMap { half in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: half >> UInt64($0)) }
        }
    }

    /// The 36 characters, lower case.
    public var text: String {
        var characters: [UInt8] = []
        characters.reserveCapacity(36)
        for position in 0..<16 {
            if position == 4 || position == 6 || position == 8 || position == 10 {
                characters.append(UInt8(ascii: "-"))
            }
            let half = position < 8 ? self.high : self.low
            let byte = UInt8(truncatingIfNeeded: half >> UInt64(56 - 8 * (position % 8)))
            characters.append(hexCharacter(byte >> 4))
            characters.append(hexCharacter(byte))
        }
        return String(decoding: characters, as: UTF8.self)
    }
}

extension UUIDText: CustomStringConvertible {
    /// ``text``.
    public var description: String { self.text }
}
