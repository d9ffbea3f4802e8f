extension Configuration {
    /// Hosts that SIP addresses may name.
    ///
    ///     pbx.example    *.pbx.example    192.0.2.7    192.0.2.0/24    2001:db8::/32    *
    package enum SIPDomain: Sendable, Hashable {
        /// Every host.
        case any
        /// This name alone, in lower case.
        case name(String)
        /// Every name that ends so, in lower case, with the dot in front.
        case namesBelow(String)
        /// Addresses, not names.
        case network(Network)

        package init?(_ text: String) {
            if text == "*" {
                self = .any
            } else if let network = Network(text) {
                self = .network(network)
            } else if text.hasPrefix("*."), let name = HostName.parse(String(text.dropFirst(2))), IPAddress(name) == nil
            {
                self = .namesBelow(".\(name)")
            } else if let name = HostName.parse(text), IPAddress(name) == nil {
                self = .name(name)
            } else {
                return nil
            }
        }

        /// Whether a host is one of them; case does not count, nor does the dot at the end of a name.
        package func contains(_ host: String) -> Bool {
            let host = host.lowercased()
            let name = host.hasSuffix(".") ? String(host.dropLast()) : host
            switch self {
            case .any: return true
            case .name(let wanted): return name == wanted
            case .namesBelow(let ending): return name.hasSuffix(ending) && IPAddress(host) == nil
            case .network(let network): return IPAddress(host).map { network.contains($0.bytes) } ?? false
            }
        }
    }
}
