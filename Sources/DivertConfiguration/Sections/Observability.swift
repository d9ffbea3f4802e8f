extension Configuration {
    /// How the server is watched (`observability`).
    package struct Observability: Sendable, Hashable {
        /// A port for the metrics alone; nil: they stand on the ports of HTTP, while those are on loopback.
        package var metricsPort: Int?
    }
}

extension Configuration {
    /// Whether the ports of HTTP have the metrics. Nobody has to say who asks for those, so not where others than this
    /// machine may ask.
    package var showsMetricsOverHTTP: Bool { self.http.isLoopback && self.observability.metricsPort == nil }
}

extension Configuration.Observability {
    init(reading reader: SettingReader, http: Configuration.HTTP) throws(ConfigurationError) {
        self.metricsPort = try reader.optionalInteger("observability.metricsPort")
        guard let port = self.metricsPort, port != 0 else { return }
        var others = [("http.port", http.port)]
        if case .on(let port, _) = http.tls { others.append(("http.tls.port", port)) }
        for (path, other) in others where other == port {
            throw reader.refused(
                "observability.metricsPort", expected: "a port of its own", found: "\(port), which is \(path)")
        }
    }
}
