extension Configuration {
    /// An address on which SIP is received: `udp://127.0.0.1:5060`, `tcp://[::1]:5060`. Without a port it is 5060, the
    /// default of RFC 3261 §19.1.2.
    package struct ListenAddress: Sendable, Hashable, CustomStringConvertible {
        package enum Transport: String, Sendable, Hashable {
            case udp
            case tcp
        }

        package var transport: Transport
        /// A name or an address, IPv6 without brackets.
        package var host: String
        /// 0–65535; 0 takes any free port, the same for UDP and TCP on one host.
        package var port: Int

        package init(transport: Transport, host: String, port: Int) {
            self.transport = transport
            self.host = host
            self.port = port
        }

        init?(_ text: String) {
            guard let colon = text.firstRange(of: "://"),
                let transport = Transport(rawValue: text[..<colon.lowerBound].lowercased()),
                let authority = HostName.parseAuthority(String(text[colon.upperBound...]))
            else { return nil }
            self.init(transport: transport, host: authority.host, port: authority.port ?? 5060)
        }

        package var description: String {
            "\(self.transport.rawValue)://\(self.host.contains(":") ? "[\(self.host)]" : self.host):\(self.port)"
        }
    }
}
