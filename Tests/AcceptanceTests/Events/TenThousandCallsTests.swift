import Foundation
import Testing

extension EventsAcceptance {
    @Suite("Ten thousand calls")
    struct TenThousandCalls {
        private static let count = 10_000
        private static let clients = 16

        @Test("to a receiver that fails half of the first attempts: every event arrives")
        func all() async throws {
            let receiver = try await CountingReceiver.start()
            var configuration = ServerConfiguration()
            configuration.webhook = receiver.url
            configuration.subscription = ["maxDeliveryAttempts: 5", "timeToLiveSeconds: 300"]
            try await withServer(configuration) { server in
                let http = server.http
                let made = try await withThrowingTaskGroup(of: [String].self) { group in
                    for _ in 0..<Self.clients {
                        group.addTask {
                            var ids: [String] = []
                            for _ in 0..<(Self.count / Self.clients) {
                                let body: [String: Any] = [
                                    "from": "+14255550199", "to": "+14255550100", "ringTimeoutSeconds": 300,
                                ]
                                let call = try await http.basic("POST", "/divert/calls", body).decoded(CallView.self)
                                ids += call.events.map(\.id)
                            }
                            return ids
                        }
                    }
                    return try await group.reduce(into: []) { $0 += $1 }
                }
                #expect(made.count == Self.count && Set(made).count == Self.count)
                await receiver.accepted(Self.count)
                let state = receiver.state
                #expect(state.accepted == Set(made), "\(Self.count - state.accepted.count) are missing")
                #expect(state.failed > Self.count / 4 && state.repeated == 0)
            }
            await receiver.end()
        }
    }
}
