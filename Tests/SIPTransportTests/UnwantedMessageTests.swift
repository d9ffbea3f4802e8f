import DivertTesting
import SIPCore
import SIPMessage
import SIPTransport
import Testing

@Suite("What gets a stateless answer, and what gets none")
struct UnwantedMessageTests {
    private let invite = SampleRequest()

    @Test("TX-11: at the cap a new request gets a stateless 503 with Retry-After, what lives goes on")
    func cap() async throws {
        try await TransactionStage.run(capacity: 1) { stage in
            await stage.receive(self.invite)
            try await stage.respond(100)
            #expect(await stage.statuses() == [100])
            let second = self.invite.with { $0.branch = "z9hG4bKsecond" }
            await stage.receive(second)
            await stage.receive(second)
            let refused = await stage.sender.take()
            #expect(refused.map(\.status) == [503, 503])
            let patience = try #require(refused[0].values("Retry-After").first.flatMap { Int($0) })
            #expect((5...10).contains(patience))
            #expect(refused[1].values("Retry-After") == ["\(patience)"])
            // TX-9: the same request gets the same tag, although nothing was remembered.
            #expect(refused[0].values("To") == refused[1].values("To"))
            #expect(refused[0].values("To").first?.contains(";tag=s") == true)
            #expect(await stage.layer.count == 1)
            #expect(await stage.user.told == [.received("INVITE")])
            await stage.receive(second.as("ACK"))
            await stage.receive(self.invite)
            #expect(await stage.statuses() == [100])
        }
    }

    @Test("TX-9: at the cap another request gets another tag")
    func capTags() async throws {
        try await TransactionStage.run(capacity: 0) { stage in
            await stage.receive(self.invite)
            await stage.receive(self.invite.with { $0.branch = "z9hG4bKsecond" })
            let tags = await stage.sender.take().flatMap { $0.values("To") }
            #expect(tags.count == 2 && tags[0] != tags[1])
        }
    }

    @Test("OVL-1: those who are refused together do not come back together")
    func spreadRetries() async throws {
        try await TransactionStage.run(capacity: 0) { stage in
            for number in 0..<200 {
                await stage.receive(self.invite.with { $0.branch = "z9hG4bKnumber\(number)" })
            }
            let patience = await stage.sender.take().flatMap { $0.values("Retry-After") }
            #expect(Set(patience) == Set((5...10).map(String.init)))
        }
    }

    @Test("SYN-9: a malformed request gets 400 without a transaction, with the same tag each time")
    func malformed() async throws {
        try await TransactionStage.run { stage in
            let malformed = self.invite.with { $0.cSeqMethod = "OPTIONS" }
            await stage.receive(malformed)
            await stage.receive(malformed)
            let sent = await stage.sender.take()
            #expect(sent.map(\.status) == [400, 400])
            #expect(sent[0].text == sent[1].text)
            #expect(sent[0].values("To").first?.contains(";tag=s") == true)
            #expect(await stage.layer.count == 0)
            #expect(await stage.user.told == [])
        }
    }

    @Test("TX-7: a stray ACK, a stray response, a malformed ACK and line ends get no answer")
    func strays() async throws {
        try await TransactionStage.run { stage in
            await stage.receive(self.invite.as("ACK"))
            await stage.receive(self.invite.as("ACK").with { $0.cSeqMethod = "INVITE" })
            let ringing = self.invite.text.replacing("INVITE sip:bob@example.com SIP/2.0", with: "SIP/2.0 180 Ringing")
            await stage.layer.receive(datagram: Array(ringing.utf8), .udp())
            await stage.layer.receive(datagram: Array("\r\n\r\n".utf8), .udp())
            await stage.layer.receive(datagram: [], .udp())
            await stage.layer.receive(datagram: [UInt8](repeating: 0, count: 500), .udp())
            #expect(await stage.statuses() == [])
            #expect(await stage.user.told == [])
            #expect(await stage.layer.count == 0)
        }
    }

    @Test("OVL-3: a stranger gets silence, whatever it sends")
    func stranger() async throws {
        try await TransactionStage.run { stage in
            for request in [
                self.invite, self.invite.as("OPTIONS"), self.invite.as("CANCEL"),
                self.invite.with { $0.cSeqMethod = "OPTIONS" },
            ] {
                await stage.receive(request, from: "203.0.113.99")
            }
            #expect(await stage.statuses() == [])
            #expect(await stage.user.told == [])
            let stream = Arrival(
                transport: .tcp, source: HostPort(host: "203.0.113.99", port: 1), listener: 1,
                connection: ConnectionID(1))
            #expect(await stage.layer.receive(streamMessage: self.invite.bytes, stream) == false)
        }
    }

    @Test("OVL-3: where strangers are rejected they get 403, statelessly, and cannot cancel another's call")
    func rejected() async throws {
        try await TransactionStage.run { stage in
            await stage.receive(self.invite, from: "198.51.100.66")
            await stage.receive(self.invite.as("ACK"), from: "198.51.100.66")
            #expect(await stage.statuses() == [403])
            #expect(await stage.layer.count == 0)
            await stage.receive(self.invite)
            await stage.receive(self.invite.as("CANCEL"), from: "198.51.100.66")
            #expect(await stage.statuses() == [403])
            #expect(await stage.user.told == [.received("INVITE")])
        }
    }

    @Test("SYN-17: on a stream a malformed message costs only itself, one beyond a limit costs the connection")
    func streamLimits() async throws {
        try await TransactionStage.run { stage in
            let malformed = self.invite.with { $0.cSeqMethod = "OPTIONS" }
            #expect(await stage.receive(malformed, over: 1))
            let tooLong = self.invite.with { $0.others = ["X-Long: " + String(repeating: "x", count: 9_000)] }
            #expect(await stage.receive(tooLong, over: 1) == false)
            let longURI = self.invite.with { $0.uri = "sip:" + String(repeating: "x", count: 3_000) }
            #expect(await stage.receive(longURI, over: 1) == false)
            let sent = await stage.sender.take()
            #expect(sent.map(\.status) == [400, 400, 414])
            #expect(sent.allSatisfy { $0.connection == ConnectionID(1) })
            #expect(await stage.receive(self.invite, over: 1))
        }
    }
}
