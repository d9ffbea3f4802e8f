import HTTPTypes
import Metrics
import MetricsTestKit
import Testing

@Suite("Metrics over HTTP")
struct MetricsTests {
    private func get(_ path: String, from server: TestServer) async throws -> TestAnswer {
        var request = TestRequest.get(path)
        request.key = nil
        return try await server.send(request)
    }

    @Test("Whoever reaches /metrics reads them as Prometheus does")
    func served() async throws {
        let answer = try await self.get("/metrics", from: TestServer())
        #expect(answer.status == 200)
        #expect(answer.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
        #expect(String(decoding: answer.body, as: UTF8.self) == "calls_total 1\n")
    }

    @Test("Where others than this machine may ask, there is no such path")
    func hidden() async throws {
        let answer = try await self.get("/metrics", from: TestServer(showsMetrics: false))
        #expect(answer.status == 404 && answer.code == "NotFound")
    }

    @Test("Each request is timed by its endpoint and its status, and never by what a client wrote")
    func timed() async throws {
        let metrics = TestMetrics()
        let server = try await TestServer(metrics: metrics)
        _ = try await self.get("/health/live", from: server)
        _ = try await self.get("/made/up/+14255550100", from: server)
        var odd = TestRequest.get("/health/live")
        odd.method = try #require(HTTPRequest.Method("FETCH"))
        _ = try await server.send(odd)
        func timer(_ method: String, _ route: String, _ status: String) -> Int? {
            try? metrics.expectTimer(
                "http.server.request.duration", [("method", method), ("route", route), ("status", status)]
            ).values.count
        }
        #expect(timer("GET", "health live", "200") == 1)
        #expect(timer("GET", "unknown", "404") == 1)
        #expect(timer("other", "health live", "405") == 1)
        #expect(try metrics.expectGauge("http.server.active_requests").values == [1, 0, 1, 0, 1, 0])
    }
}
