import CallAutomationModel
import CallControl
import CallRouting
import DivertTesting
import SIPCore
import Testing

@Suite("Redirecting a call")
struct RedirectTests {
    private let invite = SampleRequest()

    @Test(
        "RED-1, RED-2: 302 with the target as the one Contact, in angle brackets",
        arguments: [
            ("+14255550199", "<sip:+14255550199@192.0.2.1:40000;user=phone>"),
            ("tel:+1-425-555-0199", "<sip:+14255550199@192.0.2.1:40000;user=phone>"),
            ("sip:201@desk.example", "<sip:201@desk.example>"),
        ])
    func contact(target: String, contact: String) async throws {
        try await EdgeStage.run { stage in
            await stage.receive(self.invite)
            #expect(await stage.redirect(to: target).isAccepted)
            let moved = try #require(await stage.sender.take().last)
            #expect(moved.status == 302)
            #expect(moved.values("Contact") == [contact])
            #expect(moved.values("To") == [self.invite.to + ";tag=ours"])
            #expect(moved.values("Content-Length") == ["0"])
            #expect(moved.destination.address.description == "192.0.2.1:40000")
            let call = try #require(await stage.call())
            #expect(call.state == .redirected && call.final?.contact == contact)
        }
    }

    @Test("RED-4: a call is never redirected to its own Request-URI, however that is written; it rings on")
    func calleeItself() async throws {
        try await EdgeStage.run { stage in
            await stage.receive(self.invite.with { $0.uri = "sip:alice@divert.example" })
            for target in ["sip:alice@divert.example", "sip:alice@DIVERT.example", "sip:%61lice@divert.example;x=y"] {
                #expect(await stage.redirect(to: target) == .targetIsCallee, "\(target)")
            }
            #expect(await stage.redirect(to: "sip:Alice@divert.example").isAccepted)
            #expect(await stage.statuses() == [100, 302])
        }
    }

    @Test("A number is not redirected to itself")
    func numberItself() async throws {
        try await EdgeStage.run { stage in
            await stage.receive(self.invite)
            for target in ["+14255550123", "4:14255550123", "4:+14255550123_leg", "tel:+1-425-555-0123"] {
                #expect(await stage.redirect(to: target) == .targetIsCallee, "\(target)")
            }
            #expect(await stage.call()?.state == .ringing)
        }
    }

    @Test("OVL-5, RED-8: a foreign host and a target that is no URI are refused, and the call rings on")
    func refusedTargets() async throws {
        try await EdgeStage.run { stage in
            await stage.receive(self.invite)
            #expect(await stage.redirect(to: "sip:201@evil.test") == .targetNotAllowed)
            for target in ["sip:a\r\nX-Evil: y@desk.example", "8:acs:0e_1f"] {
                let outcome = await stage.redirect(to: target)
                #expect(outcome == .targetUnresolvable("no route leads to it"), "\(target.debugDescription)")
            }
            #expect(await stage.statuses() == [100])
        }
    }

    @Test("TX-8, APP-4: the same decision again is accepted and sends nothing, another one is a conflict")
    func decidedTwice() async throws {
        try await EdgeStage.run { stage in
            await stage.receive(self.invite)
            #expect(await stage.redirect(to: "+14255550199").isAccepted)
            #expect(await stage.redirect(to: "+14255550199").isAccepted)
            #expect(await stage.redirect(to: "+14255550198") == .conflict)
            #expect(await stage.statuses() == [100, 302])
        }
    }

    @Test("UAS-3: the same request by another path is a merged one and gets 482 while the call is undecided")
    func merged() async throws {
        try await EdgeStage.run { stage in
            await stage.receive(self.invite)
            await stage.receive(self.invite.with { $0.branch = "z9hG4bKotherpath" })
            #expect(await stage.statuses() == [100, 482])
            #expect(await stage.poster.posts.count == 1)
            #expect(await stage.owner.liveCount == 1)
        }
    }

    @Test("UAS-3, RED-10: who comes back after our 302 with the same Call-ID, tag and CSeq is a new call")
    func comesBack() async throws {
        try await EdgeStage.run { stage in
            await stage.receive(self.invite)
            #expect(await stage.redirect(to: "+14255550199").isAccepted)
            await stage.receive(self.invite.as("ACK"))
            await stage.receive(
                self.invite.with {
                    $0.branch = "z9hG4bKsecond"
                    $0.uri = "sip:+14255550199@192.0.2.1:40000;user=phone"
                })
            #expect(await stage.statuses() == [100, 302, 100])
            #expect(await stage.poster.posts.count == 2)
        }
    }

    @Test("UAS-3: after a 487 and after a 480 the next attempt is a new call, too", arguments: [true, false])
    func triesAgain(hangsUp: Bool) async throws {
        try await EdgeStage.run { stage in
            await stage.receive(self.invite)
            if hangsUp {
                await stage.receive(self.invite.as("CANCEL"))
            } else {
                await stage.advance(milliseconds: 30_000)
            }
            _ = await stage.statuses()
            await stage.receive(self.invite.with { $0.branch = "z9hG4bKsecond" })
            #expect(await stage.statuses() == [100])
        }
    }
}
