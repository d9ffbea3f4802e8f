import CallAutomationModel
import CallControl
import CallRouting
import Testing

@Suite("A request decides a call", .timeLimit(.minutes(1)))
struct CallOwnerDecisionTests {
    @Test("The decision is on disk, then the caller hears 302, then the application 204 (D3)")
    func order() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        let before = await bench.entries.count
        await bench.send("redirect", bench.redirect(id))
        #expect(await bench.answer(to: "redirect") == .accepted(id))
        #expect(
            await bench.entries.dropFirst(before) == [
                .submitted(.decide), .answered(.decide, .stored), .final(.toA), .told("redirect", .accepted(id)),
            ])
        let row = try #require(await bench.row(id))
        #expect(row.state == .redirected)
        #expect(row.final?.status == 302)
        #expect(row.final?.contact == "<sip:+14255550111@192.0.2.7:5060;user=phone>")
        #expect(row.final?.acknowledged == false)
        await bench.acknowledge(id)
        let noted = try #require(await bench.row(id))
        #expect(noted.final?.acknowledged == true)
        #expect(noted.timeline.map(\.name) == [.invite, .trying, .event, .redirect, .final, .accepted, .ack])
    }

    @Test("While the commit is under way the caller hears nothing (D3)")
    func commitFirst() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        await bench.disk { $0.become(.hangs) }
        await bench.send("redirect", bench.redirect(id))
        await bench.pass(.seconds(4))
        #expect(await bench.finals == [])
        #expect(await bench.isWaiting("redirect"))
        await bench.disk { $0.heal() }
        #expect(await bench.finals == [.toA])
        #expect(await bench.answer(to: "redirect") == .accepted(id))
        await bench.acknowledge(id)
    }

    @Test(
        "A rejected call ends with the status of its reason",
        arguments: [
            (CallRejectReason.busy, 486), (.forbidden, 403), (.none, 603),
        ])
    func reject(reason: CallRejectReason, status: Int) async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        #expect(await bench.decide(bench.reject(id, reason)) == .accepted(id))
        #expect(await bench.finals == [.decline(status: status)])
        #expect(await bench.decide(bench.reject(id, reason)) == .accepted(id))
        #expect(await bench.decide(bench.redirect(id)) == .conflict)
        await bench.acknowledge(id)
        #expect(await bench.row(id)?.state == .rejected)
    }

    @Test("Of two different redirects at once one is accepted and one conflicts; the caller hears one 302 (D1)")
    func twoAtOnce() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        await bench.disk { $0.become(.hangs) }
        await bench.send("A", bench.redirect(id, to: OwnerBench.targetA))
        await bench.send("B", bench.redirect(id, to: OwnerBench.targetB))
        await bench.disk { $0.heal() }
        #expect(await bench.answer(to: "A") == .accepted(id))
        #expect(await bench.answer(to: "B") == .conflict)
        #expect(await bench.finals == [.toA])
        await bench.acknowledge(id)
    }

    @Test("When the first of two redirects is not stored, the second one has its turn (D4)")
    func secondTurn() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        await bench.disk { $0.become(.hangs) }
        await bench.send("A", bench.redirect(id, to: OwnerBench.targetA))
        await bench.send("B", bench.redirect(id, to: OwnerBench.targetB))
        await bench.disk { $0.refuse() }
        #expect(await bench.answer(to: "A") == .unavailable)
        await bench.disk { $0.heal() }
        #expect(await bench.answer(to: "B") == .accepted(id))
        #expect(await bench.finals == [.toB])
        await bench.acknowledge(id)
    }

    @Test("A request waits for another one at most 2 s, however many there are (row 6)")
    func parkedTooLong() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        await bench.disk { $0.become(.hangs) }
        await bench.send("A", bench.redirect(id, to: OwnerBench.targetA))
        await bench.send("B", bench.redirect(id, to: OwnerBench.targetB))
        await bench.send("C", bench.redirect(id, to: OwnerBench.targetA))
        await bench.pass(.milliseconds(1900))
        // B has its turn, and C waits for that, but not for another 2 s.
        await bench.disk { $0.refuse() }
        #expect(await bench.answer(to: "A") == .unavailable)
        await bench.pass(.milliseconds(100))
        #expect(await bench.answer(to: "C") == .running)
        #expect(await bench.isWaiting("B"))
        await bench.disk { $0.heal() }
        #expect(await bench.answer(to: "B") == .accepted(id))
        #expect(await bench.finals == [.toB])
        await bench.acknowledge(id)
    }

    @Test("What happens while the commit is under way is not forgotten")
    func eventDuringCommit() async throws {
        let bench = await OwnerBench()
        await bench.application { $0.becomeSlow() }
        let id = try #require(await bench.ring())
        #expect(await bench.posted(1) == ["event-1 #0"])
        await bench.disk { $0.become(.hangs) }
        // The application decides before it answers the event.
        await bench.send("redirect", bench.redirect(id))
        await bench.application { $0.answer() }
        try await bench.attempted(1, id)
        let isNoted = await bench.entries.contains(.submitted(.note))
        #expect(!isNoted, "a note that was queued before the commit would overwrite its timeline")
        await bench.disk { $0.heal() }
        await bench.settled()
        // Before the ACK, as a kill would find it, and after it.
        for isAcknowledged in [false, true] {
            if isAcknowledged { await bench.acknowledge(id) }
            let row = try #require(await bench.row(id))
            #expect(row.state == .redirected)
            #expect(row.events.map(\.state) == [.delivered])
            #expect(row.events.first?.attempts.count == 1)
            #expect(row.timeline.contains { $0.name == .event })
            #expect(row.timeline.count { $0.name == .redirect } == 1)
        }
    }

    @Test("A client that leaves does not stop its request (D5)")
    func clientLeaves() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        await bench.disk { $0.become(.hangs) }
        let request = bench.redirect(id)
        let task = await bench.begin { await $0.decide(request) }
        task.cancel()
        await bench.disk { $0.heal() }
        #expect(await task.value == .accepted(id))
        #expect(await bench.finals == [.toA])
        await bench.acknowledge(id)
    }

    @Test("A simulated call is redirected wherever the application wants, and its record shows a 302")
    func simulated() async throws {
        let bench = await OwnerBench()
        let id = try await bench.simulate(namedContext: "eyJ-published")
        let named = try await bench.owner.callID(named: "eyJ-published")
        #expect(named == id)
        let target = CommunicationIdentifier(rawID: "8:orgid:bob")
        #expect(await bench.decide(bench.redirect(id, to: target)) == .accepted(id))
        await bench.expectNothingLeft()
        let row = try #require(await bench.row(id))
        #expect(row.state == .redirected)
        #expect(row.final == FinalResponse(status: 302, contact: nil, at: OwnerBench.start, acknowledged: true))
        #expect(row.timeline.map(\.name).suffix(3) == [.redirect, .final, .accepted])
        let later = try await bench.owner.callID(named: "eyJ-published")
        #expect(later == id)
    }

    @Test("The row of a simulated call says everything with its decision: no note follows")
    func simulatedInOneWrite() async throws {
        let bench = await OwnerBench()
        let (redirected, hungUp) = (try await bench.simulate(), try await bench.simulate())
        await bench.settled(2)
        #expect(await bench.decide(bench.redirect(redirected)) == .accepted(redirected))
        await bench.act { $0.callerCancelled(hungUp) }
        await bench.forgotten()
        await bench.pass(.seconds(1))
        let notes = await bench.entries.count { $0 == .submitted(.note) }
        #expect(notes == 2, "what became of the two events")
        #expect(await bench.row(redirected)?.timeline.map(\.name).suffix(3) == [.redirect, .final, .accepted])
        #expect(await bench.row(hungUp)?.timeline.map(\.name).suffix(2) == [.cancel, .final])
    }

    @Test("A lost connection leaves the call redirected, marked sendFailed (D7)")
    func sendFailed() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
        await bench.act { $0.sendFailed(id) }
        await bench.act { $0.acknowledgementMissing(id) }
        await bench.expectNothingLeft()
        let row = try #require(await bench.row(id))
        #expect(row.state == .redirected)
        #expect(row.final?.sendFailed == true)
        #expect(row.final?.acknowledged == false)
        #expect(row.timeline.map(\.name).suffix(2) == [.sendFailed, .ackMissing])
    }
}
