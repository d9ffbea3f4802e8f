import CallAutomationClient
import Testing

@Suite("Cancelled requests", .timeLimit(.minutes(1)))
struct CancellationTests {
    @Test("Cancelling ends an attempt at once")
    func duringAnAttempt() async throws {
        try await StandIn.run(.hang) { service in
            let client = try service.client(.test())
            let request = Task { try await client.rejectCall(incomingCallContext: "C") }
            for await _ in service.arrivals { break }
            request.cancel()
            await #expect(throws: CancellationError.self) { try await request.value }
            #expect(await service.requests.count == 1)
        }
    }

    @Test("Cancelling ends a wait at once")
    func duringAWait() async throws {
        try await StandIn.run(.answer(503)) { service in
            let clock = StandingClock()
            let client = try service.client(.test(clock: clock))
            let request = Task { try await client.rejectCall(incomingCallContext: "C") }
            for await _ in clock.waits { break }
            request.cancel()
            await #expect(throws: CancellationError.self) { try await request.value }
            #expect(await service.requests.count == 1)
        }
    }

    @Test("A task that is cancelled already sends nothing")
    func beforehand() async throws {
        try await StandIn.run(.answer(204)) { service in
            let client = try service.client(.test())
            let request = Task {
                await forever()
                return try await client.rejectCall(incomingCallContext: "C")
            }
            request.cancel()
            await #expect(throws: CancellationError.self) { try await request.value }
            #expect(await service.requests.isEmpty)
        }
    }
}
