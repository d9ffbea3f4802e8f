import Foundation
import Testing

extension HTTPAcceptance {
    @Suite("http.authentication.clockSkewMinutes")
    struct ClockSkew {
        @Test(
            "A signature's date may be as far away as configured, 15 minutes by default, and no further",
            arguments: [nil, 2])
        func window(minutes: Int?) async throws {
            var configuration = ServerConfiguration()
            configuration.clockSkewMinutes = minutes
            try await withServer(configuration) { server in
                let target = "/calling/callConnections:redirect?api-version=2026-03-12"
                let limit = Double((minutes ?? 15) * 60)
                for (offset, isInside) in [
                    (-limit + 30, true), (limit - 30, true), (-limit - 30, false), (limit + 30, false),
                ] {
                    let answer = try await server.http.signed(
                        target, Data("{}".utf8), at: Date(timeIntervalSinceNow: offset))
                    // Signed well, the empty object is what is wrong.
                    #expect(answer.status == (isInside ? 400 : 401), "\(offset): \(answer)")
                    if !isInside { #expect("\(answer)".contains("\(minutes ?? 15) minutes are allowed")) }
                }
            }
        }
    }
}
