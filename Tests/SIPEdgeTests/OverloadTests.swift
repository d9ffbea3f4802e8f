import CallControl
import CallRouting
import DivertTesting
import SIPEdge
import SIPTransport
import Testing

@Suite("Overload and abuse (OVL)")
struct OverloadTests {
    private func invite(_ number: Int) -> SampleRequest {
        SampleRequest().with {
            $0.callID = "call-\(number)"
            $0.branch = "z9hG4bK-\(number)"
        }
    }

    private func run(
        isTrusted: Bool = true, _ limits: PeerLimits = PeerLimits(), _ body: (EdgeStage) async throws -> Void
    ) async throws {
        var peer = EdgeStage.Setting.peer(isTrusted: isTrusted)
        peer.limits = limits
        try await EdgeStage.run(EdgeStage.Setting().with { $0.peers = [peer] }, body)
    }

    @Test(
        "OVL-1, OVL-2: a pending call too many gets 503 with Retry-After, and nothing of it stays; what lives goes on")
    func pendingCalls() async throws {
        try await self.run(PeerLimits(pendingCalls: 2)) { stage in
            for number in 1...3 { await stage.receive(self.invite(number)) }
            let sent = await stage.sender.take()
            #expect(sent.map(\.status) == [100, 100, 503])
            #expect(["1", "2"].contains(sent.last?.values("Retry-After").first))
            #expect(await stage.transactions.count == 2)
            #expect(await stage.owner.liveCount == 2)
            await stage.receive(self.invite(1))
            await stage.receive(self.invite(2).as("CANCEL"))
            #expect(await stage.statuses() == [100, 200, 487])
            await stage.receive(self.invite(4))
            #expect(await stage.statuses() == [100])
        }
    }

    @Test("OVL-2: what is refused after it was admitted does not stay among the pending calls")
    func refusedCalls() async throws {
        try await self.run(PeerLimits(pendingCalls: 2)) { stage in
            await stage.receive(self.invite(1))
            #expect(await stage.statuses() == [100])
            for number in 2...4 {
                await stage.receive(self.invite(number).with { $0.uri = "urn:service:sos" })
                await stage.receive(self.invite(1).with { $0.branch = "z9hG4bK-merged-\(number)" })
                await stage.receive(self.invite(-number).with { $0.others = ["Privacy: session;critical"] })
            }
            #expect(await stage.statuses().filter { $0 == 503 || $0 == 100 } == [])
            await stage.receive(self.invite(5))
            #expect(await stage.statuses() == [100])
            await stage.receive(self.invite(6))
            #expect(await stage.statuses() == [503])
        }
    }

    @Test("OVL-2: calls beyond the rate get 503; as time goes by there is room again")
    func callsPerSecond() async throws {
        try await self.run(PeerLimits(callsPerSecond: 2)) { stage in
            for number in 1...3 { await stage.receive(self.invite(number)) }
            #expect(await stage.statuses() == [100, 100, 503])
            await stage.advance(milliseconds: 499)
            await stage.receive(self.invite(4))
            #expect(await stage.statuses() == [503])
            await stage.advance(milliseconds: 1)
            await stage.receive(self.invite(5))
            #expect(await stage.statuses().filter { $0 != 302 } == [100])
        }
    }

    @Test("OVL-2: of a call too many nothing is read but its Via")
    func unread() async throws {
        try await self.run(PeerLimits(callsPerSecond: 1)) { stage in
            let unreadable = self.invite(2).with { $0.from = "no address <" }
            await stage.receive(unreadable)
            #expect(await stage.statuses() == [400])
            await stage.receive(self.invite(1))
            await stage.receive(unreadable)
            let sent = await stage.sender.take()
            #expect(sent.map(\.status) == [100, 503])
            #expect(sent.last?.values("From").first == "no address <")
            await stage.receive(self.invite(1))
            #expect(await stage.statuses() == [100])
        }
    }

    @Test("OVL-2: pending calls that a restarted server takes up count", arguments: [1, 2])
    func afterRestart(limit: Int) async throws {
        var disk = MemoryCallTable()
        try await self.run { stage in
            await stage.receive(self.invite(1))
            disk = await stage.store.disk
        }
        var peer = EdgeStage.Setting.peer()
        peer.limits = PeerLimits(pendingCalls: limit)
        try await EdgeStage.run(
            EdgeStage.Setting().with {
                $0.peers = [peer]
                $0.disk = disk
            }
        ) { stage in
            _ = await stage.sender.take()
            await stage.receive(self.invite(2))
            #expect(await stage.statuses() == [limit == 1 ? 503 : 100])
        }
    }

    @Test(
        "OVL-4: a scanner gets no answer, and its source is not heard for five minutes; a trusted peer is spared the ban"
    )
    func scanner() async throws {
        let scan = self.invite(1).as("OPTIONS").with { $0.others = ["User-Agent: Friendly-Scanner 1.0"] }
        for isTrusted in [false, true] {
            try await self.run(isTrusted: isTrusted) { stage in
                await stage.receive(scan)
                #expect(await stage.statuses() == [])
                #expect(await stage.transactions.count == 0)
                await stage.receive(self.invite(2))
                #expect(await stage.statuses() == (isTrusted ? [100] : []))
                await stage.receive(self.invite(3), from: "192.0.2.2")
                #expect(await stage.statuses() == [100])
                await stage.advance(milliseconds: 5 * 60_000)
                _ = await stage.statuses()
                await stage.receive(self.invite(4))
                #expect(await stage.statuses() == [100])
            }
        }
    }
}
