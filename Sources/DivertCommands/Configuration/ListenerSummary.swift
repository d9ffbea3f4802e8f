import DivertConfiguration

/// Where a server of a configuration would listen, in half a line.
struct ListenerSummary {
    let text: String

    init(_ configuration: Configuration) {
        let http = configuration.http
        let host = http.host.contains(":") ? "[\(http.host)]" : http.host
        var listeners = ["http://\(host):\(http.port)"]
        if case .on(let port, _) = http.tls { listeners.append("https://\(host):\(port)") }
        listeners += configuration.sip.listen.map(\.description)
        // Port 0 is no port but the wish for any.
        self.text = listeners.map {
            $0.hasSuffix(":0") ? $0.dropLast(2) + " (any free port)" : $0
        }.joined(separator: ", ")
    }
}
