extension IPAddress {
    /// Whether the address leads into the machine or a network of somebody's own, or to no single machine at all
    /// (RFC 6890): loopback, private, shared and link-local addresses, multicast; and IPv6 addresses that stand for an
    /// IPv4 one, which could be any of those.
    package var isPrivate: Bool {
        Self.privateNetworks.contains { $0.contains(self.bytes) }
    }

    /// Whether a host is such an address, or a name that can only mean one: `localhost`, and what is neither a name nor an
    /// address but would be taken for one (`127.1`, `0x7f000001`).
    package static func isPrivate(host: String) -> Bool {
        if let address = IPAddress(host) { return address.isPrivate }
        let labels = host.lowercased().split(separator: ".")
        guard let last = labels.last else { return true }
        return last == "localhost" || last.utf8.allSatisfy(\.isDigit) || last.hasPrefix("0x")
    }

    private static let privateNetworks = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
        "224.0.0.0/3", "::/96", "fc00::/7", "fe80::/9", "ff00::/8", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16",
    ].compactMap(Configuration.Network.init)
}
