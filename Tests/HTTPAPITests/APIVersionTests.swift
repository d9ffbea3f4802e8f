import DivertTesting
import Logging
import Testing

@Suite("Row 3: api-version")
struct APIVersionTests {
    private func send(_ query: String) async throws -> TestAnswer {
        let server = try await TestServer()
        let call = try await server.simulate()
        var request = TestRequest.redirect(call.context)
        request.path = "/calling/callConnections:redirect\(query)"
        return try await server.send(request)
    }

    @Test("No version is MissingApiVersionParameter", arguments: ["", "?", "?api-version=", "?other=2026-03-12"])
    func missing(query: String) async throws {
        try await self.send(query).expectError(400, "MissingApiVersionParameter", target: "api-version")
    }

    @Test(
        "What is no date or too old is UnsupportedApiVersionValue",
        arguments: ["latest", "2021-01-01", "2026-13-12", "2026-03-12&api-version=2026-03-12"])
    func unsupported(version: String) async throws {
        try await self.send("?api-version=\(version)").expectError(400, "UnsupportedApiVersionValue")
    }

    @Test(
        "Known versions, previews and newer dates are served",
        arguments: ["2023-03-06", "2023-10-03-preview", "2026-03-12", "2031-01-01", "2026%2D03%2D12", "2026-03-12&x=1"])
    func served(version: String) async throws {
        #expect(try await self.send("?api-version=\(version)").status == 204)
    }

    @Test("A version that is not in the list is noted once, and of made-up ones no more than sixty-four are")
    func noted() async throws {
        let lines = CapturedLines()
        let server = try await TestServer(logger: lines.logger(.notice))
        var request = TestRequest.redirect("bogus")
        for version in ["2026-03-12", "2026-04-01", "2026-04-01", "2024-02-02"] {
            request.path = "/calling/callConnections:redirect?api-version=\(version)"
            try await server.send(request).expectError(400, "8523")
        }
        let message = "notice unknown api-version is served as the known one before it"
        #expect(
            lines.take() == [
                "\(message) requested=2026-04-01 served=2026-03-12",
                "\(message) requested=2024-02-02 served=2024-01-22-preview",
            ])
        for year in 3000..<3100 {
            request.path = "/calling/callConnections:redirect?api-version=\(year)-01-01"
            try await server.send(request).expectError(400, "8523")
        }
        #expect(lines.take().count == 62)
        request.key = nil
        request.path = "/calling/callConnections:redirect?api-version=2026-05-01"
        try await server.send(request).expectError(401, "Denied")
        #expect(lines.take().isEmpty, "strangers are not listened to")
    }
}
