import SIPCaller
import SIPMessage
import SIPTransaction
import Testing

@Suite("An outgoing call, by transcript")
struct OutgoingCallTests {
    private let sample: SampleCall
    private let cancel: SIPRequest

    init() throws {
        self.sample = try SampleCall()
        self.cancel = try #require(self.sample.invite.cancellation())
    }

    @Test("A redirect is acknowledged, reported, and the end; what comes again is acknowledged again")
    func redirected() throws {
        var call = self.sample.call()
        let moved = try self.sample.answer(302, [(.contact, "<sip:bob@192.0.2.9>")])
        let acknowledgement = try #require(self.sample.invite.acknowledgement(of: moved))
        #expect(
            call.start() == [
                .send(self.sample.invite, isRetransmission: false),
                .schedule(.invite(.a), after: .milliseconds(500)), .schedule(.invite(.b), after: .seconds(32)),
            ])
        let trying = try self.sample.answer(100)
        #expect(call.received(trying) == [.cancel(.invite(.a)), .cancel(.invite(.b)), .report(trying)])
        #expect(
            call.received(moved) == [
                .send(acknowledgement, isRetransmission: false), .report(moved), .cancel(.hangUp), .cancel(.patience),
                .end(.redirected(moved)), .schedule(.invite(.d), after: .seconds(32)),
            ])
        #expect(call.received(moved) == [.send(acknowledgement, isRetransmission: true)])
    }

    @Test("What is no redirect and no answer is a refusal", arguments: [404, 480, 486, 487, 503, 603])
    func refused(status: Int) throws {
        var call = self.sample.call()
        _ = call.start()
        let response = try self.sample.answer(status)
        let actions = call.received(response)
        #expect(actions.contains(.report(response)) && actions.contains(.end(.refused(response))))
    }

    @Test("Without a response the call fails at timer B, and says how long that was")
    func noResponse() {
        var call = self.sample.call(patience: .seconds(3))
        #expect(call.start().contains(.schedule(.invite(.b), after: .seconds(3))))
        #expect(call.fired(.invite(.b)).contains(.end(.failed(.noResponse(within: .seconds(3))))))
    }

    @Test("A planned hang-up waits for a provisional response before it sends the CANCEL (RFC 3261 §9.1)")
    func cancelWaits() throws {
        var call = self.sample.call(hangUpAfter: .seconds(1))
        #expect(call.start().last == .schedule(.hangUp, after: .seconds(1)))
        #expect(call.fired(.hangUp) == [])
        let ringing = try self.sample.answer(180)
        #expect(
            call.received(ringing) == [
                .cancel(.invite(.a)), .cancel(.invite(.b)), .report(ringing),
                .send(self.cancel, isRetransmission: false), .schedule(.cancel(.e), after: .milliseconds(500)),
                .schedule(.cancel(.f), after: .seconds(32)), .schedule(.patience, after: .seconds(32)),
            ])
    }

    @Test("A cancelled call ends with the 487, which is acknowledged; the 200 to the CANCEL is not reported")
    func cancelled() throws {
        var call = self.sample.call(hangUpAfter: .seconds(1))
        _ = call.start()
        _ = call.received(try self.sample.answer(180))
        #expect(call.fired(.hangUp).first == .send(self.cancel, isRetransmission: false))
        let agreed = try answer(200, to: self.cancel)
        #expect(
            call.received(agreed) == [
                .cancel(.cancel(.e)), .cancel(.cancel(.f)), .schedule(.cancel(.k), after: .seconds(5)),
            ])
        let terminated = try self.sample.answer(487)
        #expect(call.received(terminated).contains(.end(.cancelled(terminated, asPlanned: true))))
    }

    @Test("A call that was decided before the CANCEL arrived stays decided")
    func decidedFirst() throws {
        var call = self.sample.call()
        _ = call.start()
        _ = call.received(try self.sample.answer(180))
        _ = call.hangUp(within: nil)
        let moved = try self.sample.answer(302)
        #expect(call.received(moved).contains(.end(.redirected(moved))))
    }

    @Test("Whoever hangs up by hand waits no longer than he likes, and that is not as planned")
    func byHand() throws {
        var call = self.sample.call(hangUpAfter: .seconds(60))
        _ = call.start()
        _ = call.received(try self.sample.answer(180))
        let actions = call.hangUp(within: .seconds(2))
        #expect(actions.first == .schedule(.patience, after: .seconds(2)))
        #expect(actions.contains(.send(self.cancel, isRetransmission: false)))
        #expect(call.hangUp(within: .seconds(1)) == [.schedule(.patience, after: .seconds(1))])
        var silent = call
        #expect(silent.fired(.patience).contains(.end(.failed(.cancelUnanswered))))
        let terminated = try self.sample.answer(487)
        #expect(call.received(terminated).contains(.end(.cancelled(terminated, asPlanned: false))))
    }

    @Test("An answer is acknowledged and hung up on; the call is over when the BYE is answered")
    func answered() throws {
        var call = self.sample.call()
        _ = call.start()
        let accepted = try self.sample.answer(200, [(.contact, "<sip:bob@192.0.2.9>")])
        let dialog = try #require(EstablishedDialog(invite: self.sample.invite, response: accepted, mark: "mark0"))
        #expect(
            call.received(accepted) == [
                .cancel(.invite(.a)), .cancel(.invite(.b)), .report(accepted), .cancel(.hangUp), .cancel(.patience),
                .sendInDialog(dialog.acknowledgement, nextHop: dialog.nextHop),
                .sendInDialog(dialog.bye, nextHop: dialog.nextHop),
                .schedule(.bye(tag: "server", .e), after: .milliseconds(500)),
                .schedule(.bye(tag: "server", .f), after: .seconds(32)), .schedule(.invite(.m), after: .seconds(32)),
            ])
        #expect(call.received(accepted) == [.sendInDialog(dialog.acknowledgement, nextHop: dialog.nextHop)])
        let over = call.received(try answer(200, to: dialog.bye))
        #expect(over.contains(.end(.answered(accepted, isHungUp: true))))
    }

    @Test("A BYE that nobody answers ends the call all the same")
    func byeUnanswered() throws {
        var call = self.sample.call()
        _ = call.start()
        let accepted = try self.sample.answer(200)
        _ = call.received(accepted)
        #expect(
            call.fired(.bye(tag: "server", .f)).contains(.end(.answered(accepted, isHungUp: false))))
    }

    @Test("Each branch of a forked call that answers gets an ACK and a BYE of its own")
    func forked() throws {
        var call = self.sample.call()
        _ = call.start()
        let first = try self.sample.answer(200, tag: "one")
        let second = try self.sample.answer(200, tag: "two")
        _ = call.received(first)
        let sent = call.received(second).compactMap { action -> SIPRequest? in
            if case .sendInDialog(let request, _) = action { request } else { nil }
        }
        #expect(sent.map(\.method) == [.ack, .bye])
        #expect(sent.allSatisfy { $0.toTag == "two" })
        let over = call.received(try answer(200, to: sent[1]))
        #expect(over.contains(.end(.answered(first, isHungUp: true))))
    }

    @Test("A port that refuses is the end of a call that nobody answered, and no matter while it rings")
    func unreachable() throws {
        var call = self.sample.call()
        _ = call.start()
        var ringing = call
        #expect(call.transportFailed("Connection refused").contains(.end(.failed(.unreachable("Connection refused")))))
        _ = ringing.received(try self.sample.answer(180))
        #expect(ringing.transportFailed("Connection refused") == [])
        _ = ringing.hangUp(within: nil)
        #expect(ringing.transportFailed("gone").contains(.end(.failed(.unreachable("gone")))))
    }

    @Test("A connection that closes ends the call")
    func connectionClosed() throws {
        var call = self.sample.call(isReliable: true)
        _ = call.start()
        _ = call.received(try self.sample.answer(180))
        #expect(call.connectionClosed().contains(.end(.failed(.connectionClosed))))
        #expect(call.connectionClosed() == [])
    }

    @Test("Responses to other calls are dropped")
    func stray() throws {
        var call = self.sample.call()
        _ = call.start()
        let other = try Invitation(target: CallTarget(parsing: "127.0.0.1"), from: CallParty(parsing: "bob"))
            .request(at: "192.0.2.1", port: 40_000, mark: "other")
        #expect(call.received(try answer(302, to: other)) == [])
    }

    @Test("A BYE of the other side is answered; other requests are not for a caller")
    func otherSideHangsUp() throws {
        let call = self.sample.call()
        let dialog = try #require(
            EstablishedDialog(invite: self.sample.invite, response: self.sample.answer(200), mark: "x"))
        guard case .reply(let response)? = call.received(dialog.bye).first else {
            Issue.record("no reply")
            return
        }
        #expect(response.statusCode == 200 && response.cSeq?.method == .bye)
        #expect(call.received(self.sample.invite) == [])
    }
}
