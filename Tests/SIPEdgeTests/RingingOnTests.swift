import CallAutomationModel
import CallControl
import CallRouting
import DivertTesting
import SIPCore
import Testing

@Suite("A SIP call that rings on")
struct RingingOnTests {
    private let invite = SampleRequest()
    private let setting = EdgeStage.Setting().with {
        $0.resources = [ResourceTable.Resource(name: "main", id: "aa", numbers: ["+14255550177"])]
    }

    @Test("Three hops are one transaction: one 100, three events, one 302 to the outside", arguments: ["", "tel:"])
    func threeHops(scheme: String) async throws {
        try await EdgeStage.run(self.setting) { stage in
            await stage.receive(self.invite)
            #expect(await stage.redirect(to: "8:acs:aa_bob").isAccepted)
            #expect(await stage.redirect(to: scheme + "+14255550177").isAccepted)
            #expect(await stage.call()?.hop.to == .phoneNumber("+14255550177"))
            #expect(await stage.statuses() == [100])
            await stage.receive(self.invite)
            #expect(await stage.statuses() == [100], "a retransmission is absorbed, and is no new call")
            #expect(await stage.redirect(to: "+14255550199").isAccepted)
            let sent = await stage.sender.take()
            #expect(sent.map(\.status) == [302])
            #expect(sent.first?.values("Contact") == ["<sip:+14255550199@192.0.2.1:40000;user=phone>"])
            #expect(await stage.poster.posts.count == 3)
            #expect(await stage.call()?.hopNumber == 2)
            await stage.receive(self.invite.as("ACK"))
            #expect(await stage.owner.ringingCount == 0)
        }
    }

    @Test("The number at which the call rings is the callee itself, also as a tel: URI")
    func calleeItself() async throws {
        try await EdgeStage.run(self.setting) { stage in
            await stage.receive(self.invite)
            #expect(await stage.redirect(to: "+14255550177").isAccepted)
            for target in ["+14255550177", "tel:+1-425-555-0177"] {
                #expect(await stage.redirect(to: target) == .targetIsCallee)
            }
            #expect(await stage.statuses() == [100])
        }
    }

    @Test("RED-4: at a later hop, too, a call is not redirected to its Request-URI")
    func requestURI() async throws {
        try await EdgeStage.run(self.setting) { stage in
            await stage.receive(self.invite.with { $0.uri = "sip:alice@divert.example" })
            #expect(await stage.redirect(to: "8:acs:aa_bob").isAccepted)
            #expect(await stage.redirect(to: "sip:alice@divert.example") == .targetIsCallee)
        }
    }

    @Test("CANCEL at the second hop: 200 and 487")
    func cancelled() async throws {
        try await EdgeStage.run(self.setting) { stage in
            await stage.receive(self.invite)
            #expect(await stage.redirect(to: "8:acs:aa_bob").isAccepted)
            await stage.receive(self.invite.as("CANCEL"))
            #expect(await stage.statuses() == [100, 200, 487])
            #expect(await stage.decide(at: 0, .redirect(CommunicationIdentifier(rawID: "8:acs:aa_bob"))).isAccepted)
            #expect(await stage.decide(at: 1, .reject(.busy)) == .notRinging)
        }
    }

    @Test("Each hop has its ring time, 120 s in all; then 480")
    func deadlines() async throws {
        try await EdgeStage.run(self.setting) { stage in
            await stage.receive(self.invite)
            for hop in 1...4 {
                await stage.advance(milliseconds: 28_000)
                #expect(await stage.redirect(to: "8:acs:aa_user\(hop)").isAccepted)
            }
            await stage.advance(milliseconds: 7_999)
            #expect(await stage.statuses() == [100])
            await stage.advance(milliseconds: 1)
            #expect(await stage.statuses() == [480])
            #expect(await stage.call()?.state == .expired)
        }
    }

    @Test(
        "After a restart the second hop rings: its event leaves once more, its deadline stays, 302 ends the call (D8)")
    func restart() async throws {
        var disk = MemoryCallTable()
        try await EdgeStage.run(self.setting) { stage in
            await stage.receive(self.invite)
            await stage.advance(milliseconds: 10_000)
            #expect(await stage.redirect(to: "8:acs:aa_bob").isAccepted)
            disk = await stage.store.disk
        }
        try await EdgeStage.run(
            self.setting.with {
                $0.disk = disk
                $0.start += 12_000
            }
        ) { stage in
            #expect(await stage.statuses() == [100])
            await stage.advance(milliseconds: 27_999)
            #expect(await stage.statuses() == [])
            #expect(await stage.redirect(to: "sip:201@desk.example").isAccepted)
            #expect(await stage.statuses() == [302])
            #expect(await stage.decide(at: 0, .reject(.busy)) == .conflict)
        }
    }
}
