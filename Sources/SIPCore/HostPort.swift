/// An IP address literal and a port.
package struct HostPort: Sendable, Hashable, CustomStringConvertible {
    /// The literal, IPv6 without brackets.
    package let host: String
    package let port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// `192.0.2.1:5060`, `[2001:db8::1]:5060`.
    package var description: String {
        self.host.contains(":") ? "[\(self.host)]:\(self.port)" : "\(self.host):\(self.port)"
    }
}
