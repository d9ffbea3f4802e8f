import CallAutomationModel
import CallControl
import CallRouting
import Testing

@Suite("A refused request never changes the call", .timeLimit(.minutes(1)))
struct CallOwnerRefusalTests {
    @Test(
        "Targets that cannot be had leave the call ringing (row 11)",
        arguments: [
            ("8:orgid:bob", DecisionOutcome.targetUnresolvable("no route leads to it")),
            ("+18885550100", .targetUnresolvable("its route gives no SIP URI: a space")),
            ("+14255550100", .targetIsCallee), ("+19995550100", .targetIsCallee),
            ("sip:201@stranger.example", .targetNotAllowed), ("+17775550100", .targetNotAllowed),
            ("8:acs:away_eve", .targetOfOtherResource),
        ])
    func target(target: String, outcome: DecisionOutcome) async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        let before = await bench.entries.count
        let request = bench.redirect(id, to: CommunicationIdentifier(e164OrRawID: target), id: "a")
        #expect(await bench.decide(request) == outcome)
        #expect(await bench.entries.count == before + 1)
        #expect(await bench.owner.ringingCount == 1)
        // The id is free again: errors are evaluated anew each time.
        let again = bench.redirect(id, id: "a", body: 2)
        #expect(await bench.decide(again) == .accepted(id))
        #expect(await bench.finals == [.toA])
        await bench.acknowledge(id)
    }

    @Test("A call of another resource is none of the caller's business, ringing or over (row 9)")
    func otherResource() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        let request = bench.redirect(id, by: .accessKey(of: "other"))
        #expect(await bench.decide(request) == .otherResource)
        #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
        #expect(await bench.decide(request) == .otherResource)
        await bench.acknowledge(id)
        #expect(await bench.decide(request) == .otherResource)
    }

    @Test("A call that nobody knows does not ring: an authentic context without a row (D10)")
    func unknown() async {
        let bench = await OwnerBench()
        #expect(await bench.decide(bench.redirect(CallID(high: 9, low: 9))) == .notRinging)
    }

    @Test("What was decided stands for as long as its row (row 10)")
    func afterwards() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
        await bench.acknowledge(id)
        #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
        #expect(await bench.decide(bench.redirect(id, to: OwnerBench.targetB)) == .conflict)
        #expect(await bench.decide(bench.reject(id)) == .conflict)
        #expect(await bench.finals == [.toA])
        // Deadline, 10 minutes of context, 10 minutes more, and a purge.
        await bench.pass(.seconds(1230 + 30))
        #expect(await bench.row(id) == nil)
        #expect(await bench.decide(bench.redirect(id)) == .notRinging)
    }

    @Test("A call that ended without a request does not ring, in memory and later (row 10)")
    func endedByOthers() async throws {
        let bench = await OwnerBench { $0.onTimeout = .redirect(target: "+14255550111") }
        let id = try await bench.ringing()
        await bench.pass(.seconds(30))
        #expect(await bench.finals == [.toA])
        #expect(await bench.decide(bench.redirect(id)) == .notRinging)
        await bench.acknowledge(id)
        #expect(await bench.decide(bench.redirect(id)) == .notRinging)
        #expect(await bench.row(id)?.decision?.by == .policy)
    }
}
