import CallAutomationModel
import CallControl
import CallRouting
import DivertTesting
import NIOEmbedded
import SIPEdge
import SIPTransport
import Testing

@Suite("From INVITE to final response", .timeLimit(.minutes(1)))
struct IncomingCallTests {
    private let invite = SampleRequest()

    @Test("APP-1, APP-2: an INVITE gets 100, the application an event, and when nobody decides the caller gets 480")
    func deadline() async throws {
        try await EdgeStage.run { stage in
            await stage.receive(self.invite)
            #expect(await stage.statuses() == [100])
            #expect(await stage.poster.posts.count == 1)
            let call = try #require(await stage.call())
            #expect(call.from.rawID == "4:+4930555" && call.to.rawID == "4:+14255550123")
            #expect(call.callerDisplayName == "Alice" && call.peer == "trunk" && call.resource == "main")
            await stage.advance(milliseconds: 29_999)
            #expect(await stage.statuses() == [])
            await stage.advance(milliseconds: 1)
            #expect(await stage.statuses() == [480])
            #expect(await stage.call()?.state == .expired)
        }
    }

    @Test("TX-3: retransmissions of the INVITE are one call and one event")
    func oneEvent() async throws {
        try await EdgeStage.run { stage in
            for _ in 0..<5 { await stage.receive(self.invite) }
            #expect(await stage.statuses() == [100, 100, 100, 100, 100])
            #expect(await stage.poster.posts.count == 1)
            #expect(await stage.owner.liveCount == 1)
        }
    }

    @Test("D2: while the disk hangs, the 100 leaves after 150 ms and the event waits")
    func slowDisk() async throws {
        try await EdgeStage.run { stage in
            await stage.store.become(.hanging)
            await stage.receive(self.invite)
            await stage.advance(milliseconds: 149)
            #expect(await stage.statuses() == [])
            await stage.advance(milliseconds: 1)
            #expect(await stage.statuses() == [100])
            #expect(await stage.poster.posts.isEmpty)
            await stage.store.become(.well)
            await stage.loop.run()
            #expect(await stage.poster.posts.count == 1)
            #expect(await stage.statuses() == [])
        }
    }

    @Test("D2: a call that cannot be stored gets 503 with Retry-After, and nobody hears of it")
    func refusingDisk() async throws {
        try await EdgeStage.run { stage in
            await stage.store.become(.refusing)
            await stage.receive(self.invite)
            let sent = await stage.sender.take()
            #expect(sent.map(\.status) == [503])
            #expect(sent.first?.values("Retry-After") == ["5"])
            await stage.receive(self.invite.as("ACK"))
            #expect(await stage.poster.posts.isEmpty)
            #expect(await stage.owner.liveCount == 0)
        }
    }

    @Test("CAN-1: the caller hangs up: 200 to the CANCEL, 487 to the INVITE, and the call is cancelled")
    func cancelled() async throws {
        try await EdgeStage.run { stage in
            await stage.receive(self.invite)
            await stage.receive(self.invite.as("CANCEL"))
            let sent = await stage.sender.take()
            #expect(sent.map(\.status) == [100, 200, 487])
            #expect(
                sent.dropFirst().map { $0.values("To") } == Array(repeating: [self.invite.to + ";tag=ours"], count: 2))
            #expect(await stage.call()?.state == .cancelled)
            #expect(await stage.redirect(to: "+14255550199") == .notRinging)
            #expect(await stage.statuses() == [])
        }
    }

    @Test("CAN-3: a CANCEL after the 302 gets its 200 and leaves the 302 standing")
    func cancelledTooLate() async throws {
        try await EdgeStage.run { stage in
            await stage.receive(self.invite)
            #expect(await stage.redirect(to: "+14255550199").isAccepted)
            await stage.receive(self.invite.as("CANCEL"))
            #expect(await stage.statuses() == [100, 302, 200])
            #expect(await stage.call()?.state == .redirected)
        }
    }

    @Test("D4: a CANCEL while the decision is being committed gets its 200 at once; the decision stands")
    func cancelledWhileReserved() async throws {
        try await EdgeStage.run { stage in
            await stage.receive(self.invite)
            await stage.store.become(.hanging)
            let call = try #require(await stage.call())
            async let outcome = stage.owner.decide(
                DecisionRequest(
                    call: call.id, principal: .accessKey(of: "main"), wish: .reject(.busy), repeatability: nil))
            while await !stage.store.isDecisionWaiting { await Task.yield() }
            await stage.receive(self.invite.as("CANCEL"))
            #expect(await stage.statuses() == [100, 200])
            await stage.store.become(.well)
            #expect(await outcome.isAccepted)
            #expect(await stage.statuses() == [486])
        }
    }

    @Test(
        "APP-6: a rejected call gets the status of its reason",
        arguments: [(CallRejectReason.busy, 486), (.forbidden, 403), (.none, 603)])
    func rejected(reason: CallRejectReason, status: Int) async throws {
        try await EdgeStage.run { stage in
            await stage.receive(self.invite)
            #expect(await stage.decide(.reject(reason)).isAccepted)
            #expect(await stage.statuses() == [100, status])
        }
    }

    @Test("TX-4: the ACK ends the call's transaction, and memory forgets what the row knows")
    func acknowledged() async throws {
        try await EdgeStage.run { stage in
            await stage.receive(self.invite)
            #expect(await stage.redirect(to: "+14255550199").isAccepted)
            await stage.receive(self.invite.as("ACK"))
            await stage.advance(milliseconds: 5_000)
            #expect(await stage.statuses() == [100, 302])
            #expect(await stage.owner.liveCount == 0)
            #expect(await stage.transactions.count == 0)
            #expect(await stage.call()?.final?.acknowledged == true)
        }
    }

    @Test("TX-4: without an ACK the 302 is sent again for 32 s, then the call is forgotten and its row says so")
    func notAcknowledged() async throws {
        try await EdgeStage.run { stage in
            await stage.receive(self.invite)
            #expect(await stage.redirect(to: "+14255550199").isAccepted)
            await stage.advance(milliseconds: 32_000)
            #expect(await stage.statuses() == [100, 302] + Array(repeating: 302, count: 10))
            #expect(await stage.owner.liveCount == 0)
            let call = try #require(await stage.call())
            #expect(call.final?.acknowledged == false)
            #expect(call.timeline.contains { $0.name == .ackMissing })
        }
    }

    @Test("D7: a 302 that no connection takes leaves the call redirected and marked")
    func sendFailed() async throws {
        try await EdgeStage.run { stage in
            await stage.receive(self.invite, over: 1)
            await stage.sender.loseConnections()
            #expect(await stage.redirect(to: "+14255550199").isAccepted)
            let call = try #require(await stage.call())
            #expect(call.state == .redirected && call.final?.sendFailed == true)
        }
    }

    @Test("A peer that asks for ringback gets a 180 after the 100")
    func ringback() async throws {
        let setting = EdgeStage.Setting().with { $0.peers = [EdgeStage.Setting.peer(wantsRingback: true)] }
        try await EdgeStage.run(setting) { stage in
            await stage.receive(self.invite)
            await stage.receive(self.invite)
            #expect(await stage.statuses() == [100, 180, 180])
        }
    }

    @Test("ID-2: the caller of a trusted peer is whom it asserts")
    func assertedCaller() async throws {
        let setting = EdgeStage.Setting().with { $0.peers = [EdgeStage.Setting.peer(isTrusted: true)] }
        try await EdgeStage.run(setting) { stage in
            await stage.receive(self.invite.with { $0.others = ["P-Asserted-Identity: <tel:+4930777>"] })
            #expect(await stage.call()?.from.rawID == "4:+4930777")
        }
    }

    @Test("D14: a policy-only server redirects at once, without a 100 and without an event; the record follows")
    func policyOnly() async throws {
        let setting = EdgeStage.Setting().with {
            $0.calls.ringTimeout = .zero
            $0.calls.onTimeout = .redirect(target: "sip:night@desk.example")
        }
        try await EdgeStage.run(setting) { stage in
            await stage.receive(self.invite)
            let sent = await stage.sender.take()
            #expect(sent.map(\.status) == [302])
            #expect(sent.first?.values("Contact") == ["<sip:night@desk.example>"])
            #expect(await stage.poster.posts.isEmpty)
            await stage.receive(self.invite.as("ACK"))
            #expect(await stage.owner.liveCount == 0)
            let call = try #require(await stage.call())
            #expect(call.state == .redirected && call.decision?.by == .policy)
            // The next attempt of the same caller is not taken for a merged request.
            await stage.receive(self.invite.with { $0.branch = "z9hG4bKnext" })
            #expect(await stage.statuses() == [302])
        }
    }
}

extension DecisionOutcome {
    var isAccepted: Bool {
        if case .accepted = self { true } else { false }
    }
}
