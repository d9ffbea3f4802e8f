import CallControl
import CallRouting
import DivertTesting
import EventDelivery
import Logging
import NIOEmbedded
import Testing

@Suite("Decisions in the answers to events", .timeLimit(.minutes(1)))
struct CallOwnerReplyTests {
    private func bench(replies: Bool = true, lines: CapturedLines = CapturedLines()) async -> OwnerBench {
        var subscription = EventSubscription(name: "app", resource: nil, endpoint: "http://127.0.0.1:9090/")
        subscription.replies = replies
        return await OwnerBench(subscriptions: [subscription], logger: lines.logger(.warning))
    }

    private func answered(_ body: String, _ bench: OwnerBench) async throws -> CallID {
        await bench.application { $0.answerNext(bodies: [body]) }
        let id = try #require(await bench.ring())
        try await bench.attempted(1, id)
        return id
    }

    @Test(
        "A redirect is carried out as a request's is",
        arguments: [
            #"{"redirect":{"target":{"kind":"phoneNumber","phoneNumber":{"value":"+14255550111"}}}}"#,
            #"{"redirect":{"target":"+14255550111"},"reject":null}"#,
        ])
    func redirect(body: String) async throws {
        let bench = await self.bench()
        let id = try await self.answered(body, bench)
        await bench.chronicle.wait { $0.contains(.final(.toA)) }
        await bench.acknowledge(id)
        let row = try #require(await bench.row(id))
        #expect(row.state == .redirected && row.decision?.by == .webhook)
        #expect(row.events.first?.state == .delivered)
        // Durable before it leaves, and the same decision later is accepted, as with a request (rows 10 to 12).
        let entries = await bench.entries
        let stored = try #require(entries.firstIndex(of: .answered(.decide, .stored)))
        #expect(try #require(entries.firstIndex(of: .final(.toA))) > stored)
        #expect(await bench.decide(bench.redirect(id, at: 0)) == .accepted(id))
    }

    @Test("So is a rejection")
    func reject() async throws {
        let bench = await self.bench()
        let id = try await self.answered(#"{"reject":"busy"}"#, bench)
        await bench.chronicle.wait { $0.contains(.final(.decline(status: 486))) }
        await bench.acknowledge(id)
    }

    @Test(
        "One that cannot be is logged with its reason, and the call rings on",
        arguments: [
            (#"{"reject":"later"}"#, "reject"), (#"{"redirect":{}}"#, "redirect.target"),
            (#"{"redirect":{"target":"+14255550111"},"reject":"busy"}"#, "one decision"),
            (#"{"redirect":{"target":"8:acs:nobody"}}"#, "Unresolvable"),
        ])
    func invalid(body: String, reason: String) async throws {
        let lines = CapturedLines()
        let bench = await self.bench(lines: lines)
        let id = try await self.answered(body, bench)
        var line: String?
        while line == nil {
            await bench.loop.run()
            line = lines.take().first { $0.hasPrefix("warning decision in the answer to an event refused") }
        }
        #expect(line?.contains(reason) == true, "\(line ?? "")")
        #expect(await bench.finals.isEmpty)
        await bench.act { $0.callerCancelled(id) }
        await bench.acknowledge(id)
    }

    @Test(
        "Anything else is no decision", arguments: ["", "ok", "[]", "{}", #"{"status":"ok"}"#, #"{"redirect":null}"#])
    func none(body: String) async throws {
        let lines = CapturedLines()
        let bench = await self.bench(lines: lines)
        let id = try await self.answered(body, bench)
        #expect(await bench.finals.isEmpty)
        #expect(lines.take().isEmpty)
        await bench.act { $0.callerCancelled(id) }
        await bench.acknowledge(id)
    }

    @Test("A subscription that did not ask for it decides nothing")
    func notAskedFor() async throws {
        let bench = await self.bench(replies: false)
        let id = try await self.answered(#"{"reject":"busy"}"#, bench)
        #expect(await bench.finals.isEmpty)
        await bench.act { $0.callerCancelled(id) }
        await bench.acknowledge(id)
    }
}
