import CallAutomationModel
import HTTPTypes

/// `/health/live` and `/health/ready`, for whoever watches over the process. No authentication.
///
/// ```json
/// {"status": "unready", "checks": {"listeners": "ok", "store": "disk full", "draining": false}}
/// ```
struct HealthAnswerer: Answerer {
    let paths: [PathTemplate] = ["/health/live", "/health/ready"]
    let readiness: @Sendable () async -> Readiness

    func endpoint(at path: String) -> Endpoint? {
        switch path {
        case "/health/live": Endpoint("health live", get: { _ in Self.live })
        case "/health/ready": Endpoint("health ready", get: { _ in await self.ready() })
        default: nil
        }
    }

    private static var live: Answer {
        var text = JSONText(capacity: 32)
        text.object { $0.member("status", "live") }
        return .json(text)
    }

    private func ready() async -> Answer {
        let readiness = await self.readiness()
        var text = JSONText(capacity: 128)
        text.object { text in
            text.member("status", readiness.isReady ? "ready" : "unready")
            text.name("checks")
            text.object { text in
                text.member("listeners", readiness.listeners ?? "ok")
                text.member("store", readiness.store ?? "ok")
                text.member("draining", readiness.isDraining)
            }
        }
        return .json(text, status: readiness.isReady ? 200 : 503)
    }
}
