import CallAutomationModel
import CallControl
import CallRouting
import DivertTesting
import Logging
import Testing

@Suite("What the log says of a call")
struct CallOwnerLogTests {
    private let lines = CapturedLines()
    private let call = "call=00000000-0000-0001-0000-000000000001"

    @Test("A redirected call: rings, delivered, decided, ended")
    func redirected() async throws {
        let bench = await OwnerBench(logger: self.lines.logger(.info))
        let id = try await bench.ringing()
        #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
        await bench.acknowledge(id)
        #expect(
            self.lines.take() == [
                "info call rings \(self.call) from=phoneNumber(…0199) origin=sip peer=carrier resource=local "
                    + "to=phoneNumber(…0100)",
                "info event delivered attempts=1 \(self.call) event=event-1 subscription=app",
                "info call decided by=accessKey \(self.call) decision=redirect status=302 target=phoneNumber(…0111)",
                "info call ended acknowledged=true \(self.call) state=redirected status=302",
            ])
    }

    @Test("The rule that forbids a target is named, and the target redacted")
    func forbidden() async throws {
        let bench = await OwnerBench(logger: self.lines.logger(.notice))
        let id = try await bench.ringing()
        for target in ["sip:201@stranger.example", "+17775550100"] {
            let request = bench.redirect(id, to: CommunicationIdentifier(e164OrRawID: target))
            #expect(await bench.decide(request) == .targetNotAllowed)
        }
        #expect(
            self.lines.take() == [
                "notice target not allowed \(self.call) resource=local rule=no addresses: +1900* target=unknown(…mple)",
                "notice target not allowed \(self.call) resource=local rule=no such gateway target=phoneNumber(…0100)",
            ])
    }

    @Test("A call whose caller hangs up before it is on disk never rang")
    func cancelledWhileStoring() async throws {
        let bench = await OwnerBench(logger: self.lines.logger(.info))
        await bench.disk { $0.become(.hangs) }
        let id = try #require(await bench.ring())
        await bench.act { $0.callerCancelled(id) }
        await bench.disk { $0.heal() }
        await bench.acknowledge(id)
        #expect(
            self.lines.take() == [
                "info call decided by=caller \(self.call) decision=cancel status=487",
                "info call ended acknowledged=true \(self.call) state=cancelled status=487",
            ])
    }

    @Test("A caller who sends no ACK is told of, and the call's end with it")
    func unacknowledged() async throws {
        let bench = await OwnerBench(logger: self.lines.logger(.info))
        let id = try await bench.ringing()
        #expect(await bench.decide(bench.reject(id)) == .accepted(id))
        _ = self.lines.take()
        await bench.act { $0.sendFailed(id) }
        await bench.act { $0.acknowledgementMissing(id) }
        #expect(
            self.lines.take() == [
                "warning final response could not be sent \(self.call)",
                "notice no ACK came for the final response \(self.call)",
                "info call ended acknowledged=false \(self.call) state=rejected status=486",
            ])
    }

    @Test("A simulated call has no ACK to speak of")
    func simulated() async throws {
        let bench = await OwnerBench(subscriptions: [], logger: self.lines.logger(.info))
        let id = try await bench.simulate()
        #expect(await bench.decide(bench.reject(id)) == .accepted(id))
        #expect(
            self.lines.take() == [
                "notice nobody is subscribed to this call; add --webhook URL or events.subscriptions \(self.call) "
                    + "resource=local",
                "info call rings \(self.call) from=phoneNumber(…0199) origin=simulated resource=local "
                    + "to=phoneNumber(…0100)",
                "info call decided by=accessKey \(self.call) decision=reject status=486",
                "info call ended \(self.call) state=rejected status=486",
            ])
    }

    @Test("At debug each line has the call's id, too")
    func debug() async throws {
        let bench = await OwnerBench(logger: self.lines.logger(.trace))
        let id = try await bench.ringing()
        #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
        await bench.acknowledge(id)
        let lines = self.lines.take()
        #expect(lines.count == 7)
        #expect(lines.allSatisfy { $0.contains(self.call) })
        #expect(lines.filter { $0.hasPrefix("debug") }.count == 3)
    }
}
