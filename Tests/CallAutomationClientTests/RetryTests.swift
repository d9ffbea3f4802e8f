import CallAutomationClient
import CallAutomationModel
import Foundation
import NIOCore
import NIOPosix
import Testing

@Suite("Requests that are sent again", .timeLimit(.minutes(1)))
struct RetryTests {
    @Test("Attempts share ids and body; date and signature are fresh")
    func keepsIDs() async throws {
        try await StandIn.run(.answer(503), .answer(500), .answer(204)) { service in
            let acknowledgement = try await service.client(.test()).redirectCall(
                incomingCallContext: "C", to: .phoneNumber("+1"))
            #expect(acknowledgement.attempts == 3)
            let requests = await service.requests
            #expect(requests.count == 3)
            for name in ["repeatability-request-id", "repeatability-first-sent", "x-ms-client-request-id"] {
                #expect(Set(requests.map { $0.headers[name] }).count == 1)
            }
            #expect(Set(requests.map(\.body)).count == 1)
            let dates = requests.compactMap { $0.headers["x-ms-date"].flatMap(IMFFixdate.parse) }
            #expect(dates.count == 3 && dates == dates.sorted())
            #expect(Set(dates).count == 3)
            #expect(Set(requests.map { $0.headers["authorization"] }).count == 3)
        }
    }

    @Test("The waits are those that the service asks for, otherwise they double")
    func waits() async throws {
        try await StandIn.run(
            .answer(429, ["Retry-After": "2"]), .answer(503, ["retry-after-ms": "300"]),
            .answer(409, ["Retry-After": "1"]), .answer(503, ["Retry-After": "garbage"]), .answer(500), .answer(204)
        ) { service in
            let clock = SkippingClock()
            var options = CallAutomationClient.Options.test(clock: clock)
            options.retry = RetryPolicy(maximumAttempts: 6, baseDelay: .milliseconds(10))
            let acknowledgement = try await service.client(options).rejectCall(incomingCallContext: "C")
            #expect(acknowledgement.attempts == 6)
            #expect(
                clock.waits == [
                    .seconds(2), .milliseconds(300), .seconds(1), .milliseconds(80), .milliseconds(160),
                ])
        }
    }

    @Test("In the end the last error is told, with the number of attempts")
    func givesUp() async throws {
        try await StandIn.run(.answer(503, ["x-ms-request-id": "r"], #"{"error":{"code":"9999","message":"Busy."}}"#)) {
            service in
            let error = await #expect(throws: CallAutomationError.self) {
                try await service.client(.test()).rejectCall(incomingCallContext: "C")
            }
            #expect(error?.reason == .refused && error?.status == 503 && error?.code == "9999")
            #expect(error?.attempts == 4 && error?.retryCount == 3)
            #expect(error.map { "\($0)".hasPrefix("503 9999: Busy. (request r, 4 attempts)") } == true)
            #expect(await service.requests.count == 4)
        }
    }

    @Test("A wait beyond the patience of the caller is not begun")
    func doesNotWaitTooLong() async throws {
        try await StandIn.run(.answer(503, ["Retry-After": "3600"])) { service in
            let clock = SkippingClock()
            let error = await #expect(throws: CallAutomationError.self) {
                try await service.client(.test(clock: clock)).rejectCall(incomingCallContext: "C")
            }
            #expect(error?.attempts == 1)
            #expect(clock.waits.isEmpty)
        }
    }

    @Test("A service that does not answer in time is asked again, then it timed out")
    func timesOut() async throws {
        try await StandIn.run(.hang) { service in
            var options = CallAutomationClient.Options.test()
            options.requestTimeout = .milliseconds(50)
            options.retry.maximumAttempts = 2
            let error = await #expect(throws: CallAutomationError.self) {
                try await service.client(options).rejectCall(incomingCallContext: "C")
            }
            #expect(error?.reason == .timedOut)
            #expect(error?.attempts == 2)
            #expect(error?.status == nil)
            #expect(error.map { "\($0)".contains("same Repeatability") } == true)
        }
    }

    @Test("A connection that closes without an answer is tried again, then the service was not reached")
    func connectionCloses() async throws {
        let accepted = Counter()
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                _ = accepted.next()
                return channel.close()
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let endpoint = "http://127.0.0.1:\(server.localAddress?.port ?? 0)"
        let client = try CallAutomationClient(
            endpoint: endpoint, credential: .accessKey(StandIn.key), options: .test())
        let error = await #expect(throws: CallAutomationError.self) {
            try await client.rejectCall(incomingCallContext: "C")
        }
        #expect(error?.reason == .notReached)
        #expect(error?.attempts == 4)
        #expect(accepted.next() == 4)
        try await server.close()

        // A service (tcpmux) that no machine offers any more.
        let nowhere = try CallAutomationClient(
            endpoint: "http://127.0.0.1:1", credential: .accessKey(StandIn.key), options: .test())
        let refused = await #expect(throws: CallAutomationError.self) {
            try await nowhere.rejectCall(incomingCallContext: "C")
        }
        #expect(refused?.reason == .notReached)
        #expect(refused?.attempts == 4)
        #expect(refused.map { "\($0)".contains("onnection refused") } == true)
    }
}
