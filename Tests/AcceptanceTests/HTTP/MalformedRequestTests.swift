import AcceptanceHarness
import Foundation
import Testing

extension HTTPAcceptance {
    @Suite("What is no request")
    struct MalformedRequest {
        private static let path = "/calling/callConnections:redirect?api-version=2026-03-12"

        @Test(
            "It gets a complete error and the end of its connection",
            arguments: [
                ("what is this", 400, "MalformedRequest"),
                ("FOO \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: 0", 400, "MalformedRequest"),
                ("POST \(path) HTTP/1.1\r\nContent-Length: 0\r\n\r\n", 400, "MalformedRequest"),
                ("POST \(path) HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 0\r\n\r\n", 400, "MalformedRequest"),
                (
                    "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                    400, "MalformedRequest"
                ),
                (
                    "GET /\(String(repeating: "a", count: 40_000)) HTTP/1.1\r\n", 431, "RequestHeaderFieldsTooLarge"
                ),
                ("POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n", 413, "RequestBodyTooLarge"),
            ])
        func refused(text: String, status: Int, code: String) async throws {
            try await withServer { server in
                let answer = try await RawHTTP.exchange(text + (status == 400 ? "\r\n\r\n" : ""), with: server)
                #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
                #expect(answer.contains("\r\nx-ms-error-code: \(code)\r\n"))
                #expect(answer.contains("\r\nConnection: close\r\n"))
                let body = try #require(answer.firstRange(of: "\r\n\r\n")?.upperBound)
                let error = try JSONDecoder().decode([String: [String: String]].self, from: Data(answer[body...].utf8))
                #expect(error["error"]?["code"] == code)
            }
        }

        @Test("A request of HTTP/1.0, and one that would rather speak HTTP/2, is answered, and the connection ends")
        func otherVersions() async throws {
            try await withServer { server in
                for text in [
                    "GET /health/live HTTP/1.0\r\n\r\n",
                    "GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                        + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n",
                ] {
                    let answer = try await RawHTTP.exchange(text, with: server)
                    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"), "\(answer)")
                    #expect(answer.hasSuffix(#"{"status":"live"}"#), "\(answer)")
                }
            }
        }
    }
}
