import Foundation
import Testing

extension HTTPAcceptance {
    @Suite("The answer table")
    struct AnswerTable {
        private static let path = "/calling/callConnections:redirect"
        private static let version = "?api-version=2026-03-12"

        /// A signed request that is refused before it looks at any call.
        struct Refusal: Sendable, CustomTestStringConvertible {
            let row: Int
            let target: String
            var body = "{}"
            var fields: [String: String] = [:]
            let status: Int
            let code: String?

            var testDescription: String { "row \(row): \(status) \(code ?? "")" }
        }

        static let refusals = [
            Refusal(row: 1, target: "/calling/callConnections:dance\(version)", status: 404, code: nil),
            Refusal(
                row: 2, target: path + version, body: String(repeating: " ", count: 65 * 1024), status: 413, code: nil),
            Refusal(row: 3, target: path, status: 400, code: "MissingApiVersionParameter"),
            Refusal(
                row: 3, target: "\(path)?api-version=2021-01-01", status: 400, code: "UnsupportedApiVersionValue"),
            Refusal(
                row: 5, target: path + version, fields: ["Repeatability-Request-ID": UUID().uuidString], status: 400,
                code: nil),
            Refusal(
                row: 7, target: path + version, fields: ["Content-Type": "text/plain"], status: 415, code: nil),
            Refusal(row: 7, target: path + version, body: "[1, 2", status: 400, code: "8523"),
            Refusal(row: 7, target: path + version, body: "{}", status: 400, code: "8523"),
            Refusal(
                row: 8, target: path + version,
                body: #"{"incomingCallContext":"bogus","target":{"rawId":"4:+14255550123"}}"#, status: 400, code: "8523"
            ),
        ]

        @Test("A refusal has its status, its code, and the code again in x-ms-error-code", arguments: refusals)
        func refuses(refusal: Refusal) async throws {
            try await withServer { server in
                let answer = try await server.http.signed(
                    refusal.target, Data(refusal.body.utf8), fields: refusal.fields)
                #expect(answer.status == refusal.status, "\(answer)")
                #expect(refusal.code == nil || answer.errorCode == refusal.code, "\(answer)")
                #expect(answer.errorCode != nil, "\(answer)")
                #expect(answer.fields["x-ms-error-code"] == answer.errorCode)
            }
        }

        @Test("Another method gets 405 with Allow, no credentials get 401")
        func methodAndCredentials() async throws {
            try await withServer { server in
                let get = try await server.http.plain("GET", Self.path + Self.version)
                #expect(get.status == 405 && get.fields["allow"] == "POST", "\(get)")
                let anonymous = try await server.http.plain("POST", Self.path + Self.version)
                #expect(anonymous.status == 401 && anonymous.errorCode == "Denied", "\(anonymous)")
            }
        }
    }
}
