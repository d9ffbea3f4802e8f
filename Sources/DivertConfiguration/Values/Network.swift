extension Configuration {
    /// A network in CIDR notation (RFC 4632 §3.1, RFC 4291 §2.3): `127.0.0.0/8`, `::1/128`.
    ///
    /// A single address is a network of its full length. Bits after the prefix are ignored.
    package struct Network: Sendable, Hashable {
        /// The first address, 4 or 16 bytes in network order, host bits zero.
        package let address: [UInt8]
        /// 0–32 for IPv4, 0–128 for IPv6.
        package let prefixLength: Int

        package init?(_ text: String) {
            let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let first = parts.first, !first.hasPrefix("["), let address = IPAddress(first) else { return nil }
            let isMapped = address.bytes.count == 4 && first.contains(":")
            var length = address.bytes.count * 8
            if parts.count == 2 {
                guard let given = CanonicalInteger.parse(parts[1]) else { return nil }
                length = isMapped ? given - 96 : given
            }
            guard (0...address.bytes.count * 8).contains(length) else { return nil }
            self.address = Self.masked(address.bytes, length)
            self.prefixLength = length
        }

        /// Whether an address is inside: 4 or 16 bytes in network order; IPv4-mapped IPv6 counts as IPv4.
        package func contains(_ address: [UInt8]) -> Bool {
            let address = IPAddress.unmapped(address)
            return address.count == self.address.count && Self.masked(address, self.prefixLength) == self.address
        }

        private static func masked(_ bytes: [UInt8], _ length: Int) -> [UInt8] {
            bytes.enumerated().map { index, byte in
                let bits = min(8, max(0, length - index * 8))
                return bits == 0 ? 0 : byte & (0xFF << (8 - UInt8(bits)))
            }
        }
    }
}
