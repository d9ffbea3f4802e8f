/// The identity of one incoming call: 128 random bits, written as a lower-case UUID.
///
/// It is the call's `id`, its `correlationId` and the `X-Microsoft-Skype-Chain-ID` of every answer about it, and it
/// stays the same over all hops of the call.
package struct CallID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The first and the last eight bytes, big-endian.
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A version 4 UUID made of 128 random bits.
    package static func random(using generator: inout some RandomNumberGenerator) -> CallID {
        let high = (generator.next() & 0xffff_ffff_ffff_0fff) | 0x4000
        let low = (generator.next() & 0x3fff_ffff_ffff_ffff) | 0x8000_0000_0000_0000
        return CallID(high: high, low: low)
    }

    /// Sixteen bytes, as the sealed context and the database carry them; nil for any other count.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        let high = bytes[..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let low = bytes[8...].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        self.init(high: high, low: low)
    }

    /// The sixteen bytes in network order.
    package var bytes: [UInt8] {
        withUnsafeBytes(of: (self.high.bigEndian, self.low.bigEndian)) { Array($0) }
    }

    /// Reads the 36-character form, in either case; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let characters = Array(text.utf8)
        guard characters.count == 36 else { return nil }
        var nibbles: [UInt8] = []
        nibbles.reserveCapacity(32)
        for (index, character) in characters.enumerated() {
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard character == UInt8(ascii: "-") else { return nil }
                continue
            }
            switch character {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): nibbles.append(character - 48)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): nibbles.append(character - 87)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): nibbles.append(character - 55)
            default: return nil
            }
        }
        self.high = nibbles.prefix(16).reduce(0) { $0 << 4 | UInt64($1) }
        self.low = nibbles.suffix(16).reduce(0) { $0 << 4 | UInt64($1) }
    }

    /// The 36-character lower-case form.
    package var description: String {
        let digits: [UInt8] = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: 36) { buffer in
            var position = 0
            for index in 0..<32 {
                if index == 8 || index == 12 || index == 16 || index == 20 {
                    buffer[position] = UInt8(ascii: "-")
                    position += 1
                }
                let word = index < 16 ? self.high : self.low
                let nibble = Int((word >> UInt64(60 - 4 * (index % 16))) & 0xf)
                buffer[position] = digits[nibble]
                position += 1
            }
            return 36
        }
    }

    package static func < (left: CallID, right: CallID) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }
}
