import DivertTesting
import NIOEmbedded
import SIPTransport
import Testing

@Suite("Non-INVITE transactions on a loop")
struct NonInviteTransactionTests {
    private let options = SampleRequest(method: "OPTIONS")

    @Test("TX-6: retransmissions get the stored response for 64·T1, then the request is a new one")
    func timerJ() async throws {
        try await TransactionStage.run { stage in
            await stage.receive(self.options)
            try await stage.respond(200)
            await stage.receive(self.options)
            await stage.advance(milliseconds: 31_999)
            await stage.receive(self.options)
            #expect(await stage.statuses() == [200, 200, 200])
            #expect(await stage.user.told == [.received("OPTIONS")])
            await stage.advance(milliseconds: 1)
            #expect(await stage.layer.count == 0)
            await stage.receive(self.options)
            #expect(await stage.user.told == [.received("OPTIONS"), .received("OPTIONS")])
        }
    }

    @Test("TX-6: without an answer a 100 leaves after 3.5 s, not before, and never a 408")
    func lateTrying() async throws {
        try await TransactionStage.run { stage in
            await stage.receive(self.options)
            await stage.receive(self.options)
            await stage.advance(milliseconds: 3_499)
            #expect(await stage.statuses() == [])
            await stage.advance(milliseconds: 1)
            await stage.receive(self.options)
            #expect(await stage.statuses() == [100, 100])
            try await stage.respond(408)
            await stage.advance(milliseconds: 100_000)
            #expect(await stage.statuses() == [])
        }
    }

    @Test("TX-6: an answer in time makes the 100 needless")
    func answeredInTime() async throws {
        try await TransactionStage.run { stage in
            await stage.receive(self.options)
            await stage.advance(milliseconds: 3_000)
            try await stage.respond(200)
            await stage.advance(milliseconds: 1_000)
            #expect(await stage.statuses() == [200])
        }
    }

    @Test("TX-6: over a stream timer J is zero")
    func reliable() async throws {
        try await TransactionStage.run { stage in
            #expect(await stage.receive(self.options, over: 1))
            try await stage.respond(200)
            await stage.loop.run()
            #expect(await stage.layer.count == 0)
        }
    }
}
