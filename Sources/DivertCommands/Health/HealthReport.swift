import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// What a server, or the lack of one, said about its health.
struct HealthReport {
    let isHealthy: Bool
    /// The server's own words, else why there are none.
    let text: String
    /// What to do when it is not healthy.
    let advice: String

    /// Asks, for two seconds at most: health checks have little patience.
    init(of url: String) async {
        do {
            let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: url), timeout: .seconds(2))
            let body = try await response.body.collect(upTo: 1 << 16)
            let words = String(buffer: body)
            self.isHealthy = response.status == .ok
            self.text = self.isHealthy ? words : "\(url) answered \(response.status.code): \(words)"
            self.advice = "The answer names the part that is not ready; the server's log says more."
        } catch {
            self.isHealthy = false
            self.text = "\(url) cannot be reached: \(error)"
            self.advice = "Is the server up? If it listens elsewhere, name it with --endpoint or --config."
        }
    }
}
