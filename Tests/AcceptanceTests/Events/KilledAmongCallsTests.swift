import AsyncHTTPClient
import Foundation
import Testing

extension EventsAcceptance {
    @Suite("Killed among calls")
    struct KilledAmongCalls {
        /// Lets a simulated call ring; throws when nobody answers.
        private func ring(_ client: DivertClient) async throws -> String {
            let body = ["from": "+14255550199", "to": "+14255550100"]
            return try await client.basic("POST", "/divert/calls", body).decoded(CallView.self).id
        }

        /// Connections that fail at once where nobody listens. The usual ones wait longer and longer before they try
        /// again, in the end longer than the server lives.
        private func withImpatientConnections(_ body: (HTTPClient) async throws -> Void) async throws {
            var configuration = HTTPClient.Configuration()
            configuration.connectionPool.retryConnectionEstablishment = false
            let connections = HTTPClient(configuration: configuration)
            do {
                try await body(connections)
            } catch {
                try await connections.shutdown()
                throw error
            }
            try await connections.shutdown()
        }

        private func kill(_ server: DivertServer, after pause: Duration, _ application: Application) async throws {
            // Nothing comes there.
            _ = await application.decisions.next(within: pause)
            try await server.kill()
        }

        @Test("kill -9 at random moments during 200 calls loses no event and repeats none under another id")
        func killed() async throws {
            let seed = UInt64.random(in: 0...UInt64(UInt32.max))
            print("seed of the moments: \(seed)")
            var random = LinearCongruence(state: seed)
            // Half of the answers fail, so that retries are due when it dies.
            let answers = (0..<300).map { _ in random.next() % 2 == 0 ? "200" : "500" } + ["200"]
            var configuration = ServerConfiguration()
            configuration.ringTimeoutSeconds = 300
            configuration.subscription = ["maxDeliveryAttempts: 30", "timeToLiveSeconds: 300"]
            try await withApplication(answering: answers, configuration) { server, application in
                var calls: [String] = []
                try await withImpatientConnections { connections in
                    let client = DivertClient(
                        endpoint: server.ready.http, accessKey: DivertClient.developmentKey, connections: connections)
                    var fruitless = 0
                    var refusal: (any Error)?
                    while calls.count < 200 {
                        try #require(
                            fruitless < 20, "seed \(seed): \(calls.count) calls, then \(refusal.debugDescription)")
                        let before = calls.count
                        let pause = Duration.milliseconds(20 + random.next() % 400)
                        async let killing: Void = kill(server, after: pause, application)
                        // A request that dies with the server may or may not have made a call; those that were
                        // answered count.
                        do {
                            while true { calls.append(try await ring(client)) }
                        } catch {
                            refusal = error
                        }
                        try await killing
                        try await server.restart()
                        fruitless = calls.count == before ? fruitless + 1 : 0
                    }
                }
                var missing = Set(calls)
                while !missing.isEmpty, let received = await application.events.next(within: .seconds(90)) {
                    if received.answered == 200 { missing.remove(received.call) }
                }
                #expect(missing.isEmpty, "seed \(seed): \(missing.count) of \(calls.count) never arrived")
                let ids = Dictionary(grouping: await application.events.all, by: \.call)
                    .mapValues { Set($0.map(\.event.id)) }
                #expect(ids.values.allSatisfy { $0.count == 1 }, "seed \(seed): an event came under two ids")
            }
        }
    }
}

/// Moments that a seed repeats (Knuth, MMIX).
private struct LinearCongruence {
    var state: UInt64

    mutating func next() -> Int {
        self.state = self.state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(self.state >> 33)
    }
}
