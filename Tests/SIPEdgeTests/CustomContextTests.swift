import CallAutomationModel
import CallRouting
import EventDelivery
import Testing

@Suite("What an INVITE brings for the application")
struct CustomContextTests {
    private func sipHeaders(_ lines: [String]) async throws -> [String: String] {
        var headers: [String: String] = [:]
        try await EdgeStage.run { stage in
            await stage.receive(SampleRequest().with { $0.others = lines })
            headers = await stage.call()?.customContext.sipHeaders ?? [:]
            let body = await stage.poster.posts.first.map { String(decoding: $0.body, as: UTF8.self) } ?? ""
            #expect(body.contains("\"customContext\"") == !headers.isEmpty)
        }
        return headers
    }

    @Test("User-to-User and X-MS-Custom headers arrive in the event, names and values as they came; others do not")
    func headers() async throws {
        let headers = try await self.sipHeaders([
            "user-to-user: 616c696365;encoding=hex", "X-MS-Custom-Tag: v, w", "x-ms-custom-other: \"grüße\"",
            "X-Other: no", "Subject: no",
        ])
        #expect(
            headers == [
                "userToUser": "616c696365;encoding=hex", "X-MS-Custom-Tag": "v, w", "x-ms-custom-other": "\"grüße\"",
            ])
    }

    @Test("Five of them at most, names up to 64 and values up to 256 bytes; an INVITE with more is a call all the same")
    func limits() async throws {
        let long = String(repeating: "a", count: 257)
        let headers = try await self.sipHeaders(
            ["User-to-User: \(long)", "X-MS-Custom-Long: \(long)", "X-MS-Custom-\(long.prefix(60)): v"]
                + (1...7).map { "X-MS-Custom-\($0): \(long.prefix(256))" })
        #expect(headers.keys.sorted() == (1...5).map { "X-MS-Custom-\($0)" })
    }

    @Test("Without such headers there is no context")
    func none() async throws {
        #expect(try await self.sipHeaders([]) == [:])
    }
}
