import DivertConfiguration

/// Where a server with this configuration answers on its own machine.
struct HealthAddress {
    let url: String

    /// A listener on every address (`0.0.0.0`, `::`) is asked on the loopback one.
    ///
    /// - Throws: `UnknownPort` when the server takes any free port.
    init(_ http: Configuration.HTTP) throws(UnknownPort) {
        guard http.port != 0 else { throw UnknownPort() }
        let host = Self.wildcards[http.host] ?? http.host
        self.url = "http://\(host.contains(":") ? "[\(host)]" : host):\(http.port)"
    }

    private static let wildcards = ["0.0.0.0": "127.0.0.1", "::": "::1"]

    struct UnknownPort: Error, CustomStringConvertible {
        let description = "http.port is 0, any free port: name the server with --endpoint http://127.0.0.1:PORT"
    }
}
