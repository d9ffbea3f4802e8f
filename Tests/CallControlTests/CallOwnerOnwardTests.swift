import CallAutomationModel
import CallControl
import CallRouting
import EventDelivery
import Testing

@Suite("What a redirect hands on", .timeLimit(.minutes(1)))
struct CallOwnerOnwardTests {
    private func request(
        _ bench: OwnerBench, _ id: CallID, at hop: Int, to target: CommunicationIdentifier, _ headers: String
    ) throws -> DecisionRequest {
        let onward = try OnwardContext(json: JSONValue(parsing: Array(#"{"sipHeaders":{\#(headers)}}"#.utf8)))
        return DecisionRequest(
            call: id, hop: hop, principal: .accessKey(of: "local"), wish: .redirect(target, handingOn: onward),
            repeatability: nil)
    }

    @Test("It is told by the next hop's event, over what came with the call, and by no later one; the row keeps it")
    func nextEvent() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        let first = try self.request(bench, id, at: 0, to: OwnerBench.bob, #""X-MS-Custom-tag":"first""#)
        #expect(await bench.decide(first) == .accepted(id))
        let second = try self.request(bench, id, at: 1, to: OwnerBench.carol, #""User-To-User":"second""#)
        #expect(await bench.decide(second) == .accepted(id))
        await bench.settled(3)
        let posts = await bench.poster.posts.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(posts[0].contains(#""customContext":{"sipHeaders":{"userToUser":"616c696365"},"voipHeaders":{}}"#))
        #expect(
            posts[1].contains(
                #""customContext":{"sipHeaders":{"X-MS-Custom-tag":"first","userToUser":"616c696365"},"voipHeaders":{}}"#
            ))
        #expect(posts[2].contains(#""customContext":{"sipHeaders":{"userToUser":"second"},"voipHeaders":{}}"#))
        let row = try #require(await bench.row(id))
        #expect(row.earlierHops.map { $0.decision.onward.sipHeaders.map(\.value) } == [["first"], ["second"]])
        #expect(row.customContext.sipHeaders == ["userToUser": "616c696365"])
        await bench.act { $0.callerCancelled(id) }
        await bench.acknowledge(id)
    }

    @Test("The same decision hands on the same: something else is a conflict, at a hop that was left and at the end")
    func sameDecision() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        for (hop, target) in [(0, OwnerBench.bob), (1, OwnerBench.targetA)] {
            let request = try self.request(bench, id, at: hop, to: target, #""X-Tag":"1""#)
            let same = try self.request(bench, id, at: hop, to: target, #""x-tag":"1""#)
            #expect(await bench.decide(request) == .accepted(id))
            #expect(await bench.decide(same) == .accepted(id))
            let other = try self.request(bench, id, at: hop, to: target, #""X-Tag":"2""#)
            #expect(await bench.decide(other) == .conflict)
            #expect(await bench.decide(bench.redirect(id, at: hop, to: target)) == .conflict)
        }
        // The peer of this call takes no headers.
        #expect(await bench.finals == [.toA])
        await bench.acknowledge(id)
        let again = try self.request(bench, id, at: 1, to: OwnerBench.targetA, #""X-Tag":"1""#)
        #expect(await bench.decide(again) == .accepted(id), "as its row tells it")
    }
}
