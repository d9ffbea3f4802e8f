import Foundation

/// An IPv4 or IPv6 address as its 4 or 16 bytes in network order.
///
/// An IPv4-mapped IPv6 address (`::ffff:192.0.2.1`, RFC 4291 §2.5.5.2) is the IPv4 address inside it: a listener for
/// both families reports sources that way.
package struct IPAddress: Sendable, Hashable {
    package let bytes: [UInt8]

    /// The text forms of `inet_pton`: dotted decimal without leading zeros, RFC 4291 §2.2 without a zone; brackets
    /// around IPv6 are taken off.
    package init?(_ text: String) {
        var text = text
        if text.hasPrefix("["), text.hasSuffix("]") { text = String(text.dropFirst().dropLast()) }
        guard !text.utf8.contains(0) else { return nil }
        var v4 = in_addr()
        var v6 = in6_addr()
        if inet_pton(AF_INET, text, &v4) == 1 {
            self.bytes = withUnsafeBytes(of: v4) { Array($0) }
        } else if inet_pton(AF_INET6, text, &v6) == 1 {
            self.bytes = Self.unmapped(withUnsafeBytes(of: v6) { Array($0) })
        } else {
            return nil
        }
    }

    /// 127.0.0.0/8 or ::1.
    package var isLoopback: Bool {
        self.bytes.count == 4
            ? self.bytes[0] == 127 : self.bytes.last == 1 && self.bytes.dropLast().allSatisfy { $0 == 0 }
    }

    /// The IPv4 address inside an IPv4-mapped one, any other unchanged.
    static func unmapped(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count == 16, bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF else {
            return bytes
        }
        return Array(bytes[12...])
    }
}
