/// `GET /metrics`: what the process counts, as Prometheus reads it. No authentication, so it is served on loopback, or on a
/// port of its own, only.
struct MetricsAnswerer: Answerer {
    let paths: [PathTemplate] = ["/metrics"]
    let exposition: @Sendable () -> String

    func endpoint(at path: String) -> Endpoint? {
        Endpoint("metrics", get: { _ in self.present() })
    }

    private func present() -> Answer {
        Answer(
            status: 200,
            headers: [("Content-Type", "text/plain; version=0.0.4; charset=utf-8"), ("Cache-Control", "no-store")],
            body: Array(self.exposition().utf8))
    }
}
