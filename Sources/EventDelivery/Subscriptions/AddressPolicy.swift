/// Where the endpoint of a subscription that was made through the API may lie: not inside the network that the server
/// itself is in, unless that was allowed. Otherwise whoever holds an access key could let the server knock on doors that
/// only it can reach.
package struct AddressPolicy: Sendable, Hashable {
    /// Whether endpoints on this machine are allowed: while nobody else can reach the API either.
    package let allowsLoopback: Bool
    /// Whether private and link-local addresses are.
    package let allowsPrivate: Bool

    package init(allowsLoopback: Bool, allowsPrivate: Bool) {
        self.allowsLoopback = allowsLoopback
        self.allowsPrivate = allowsPrivate
    }

    /// Why an address is refused, in words for people; nil when it is not.
    ///
    /// - Parameter address: 4 or 16 bytes.
    package func refusal(of address: [UInt8]) -> String? {
        switch Self.scope(of: address) {
        case .everywhere: nil
        case .loopback: self.allowsLoopback ? nil : "it is an address of this machine"
        case .local: self.allowsPrivate ? nil : "it is a private or link-local address"
        case .nowhere: "it is no address of a single host"
        }
    }

    /// Whether a host that is written as an address, or is `localhost`, is this machine.
    package static func isLoopback(_ address: [UInt8]) -> Bool { self.scope(of: address) == .loopback }

    private enum Scope: Sendable, Hashable {
        case everywhere, loopback, local, nowhere
    }

    /// IANA's registries of special-purpose addresses (RFC 6890), as far as somebody could be reached there.
    private static func scope(of address: [UInt8]) -> Scope {
        switch address.count {
        case 4: self.scope(ofIPv4: address)
        case 16: self.scope(ofIPv6: address)
        default: .nowhere
        }
    }

    private static func scope(ofIPv4 address: [UInt8]) -> Scope {
        switch (address[0], address[1]) {
        case (127, _): .loopback
        case (0, _), (224..., _): .nowhere
        case (10, _), (172, 16...31), (192, 168), (169, 254), (100, 64...127), (198, 18...19): .local
        case (192, 0) where address[2] == 0: .local
        case (_, _): .everywhere
        }
    }

    private static func scope(ofIPv6 address: [UInt8]) -> Scope {
        let isEmbedded = address[..<10].allSatisfy { $0 == 0 }
        if isEmbedded, address[10] == 0xff, address[11] == 0xff { return self.scope(ofIPv4: Array(address[12...])) }
        if isEmbedded, address[10...14].allSatisfy({ $0 == 0 }) { return address[15] == 1 ? .loopback : .nowhere }
        // Addresses of IPv4 in other clothes: 64:ff9b::/96 (RFC 6052) and 2002::/16 (RFC 3056).
        if address.starts(with: [0, 0x64, 0xff, 0x9b]) { return self.scope(ofIPv4: Array(address[12...])) }
        if address.starts(with: [0x20, 0x02]) { return self.scope(ofIPv4: Array(address[2...5])) }
        switch (address[0], address[1] & 0xc0) {
        case (0xff, _): return .nowhere
        case (0xfc, _), (0xfd, _), (0xfe, 0x80), (0xfe, 0xc0): return .local
        case (_, _): return isEmbedded ? .local : .everywhere
        }
    }
}
