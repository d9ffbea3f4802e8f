import CallControl
import CallRouting
import DivertTesting
import Logging
import Testing

@Suite("A policy-only server (D14)", .timeLimit(.minutes(1)))
struct PolicyAnswerTests {
    private static let silence = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func bench(
        perSecond: Int = 100, target: String? = "+14255550111", logger: Logger = silence
    ) async -> OwnerBench {
        await OwnerBench(logger: logger) { settings in
            settings.ringTimeout = .zero
            settings.policyRecordsPerSecond = perSecond
            if let target { settings.onTimeout = .redirect(target: target) }
        }
    }

    @Test("It answers at once without 100, and one write within a second records the call with its ACK")
    func answersFirst() async throws {
        let bench = await self.bench()
        let id = try #require(await bench.ring())
        #expect(await bench.entries == [.final(.toA)])
        #expect(try await bench.owner.call(id)?.state == .redirected)
        #expect(try await bench.owner.newestCalls(limit: 9).map(\.id) == [id])
        await bench.act { $0.callerAcknowledged(id) }
        await bench.pass(.milliseconds(999))
        #expect(await bench.entries == [.final(.toA)])
        await bench.pass(.milliseconds(1))
        #expect(await bench.entries == [.final(.toA), .submitted(.log), .answered(.log, .stored)])
        let row = try #require(await bench.row(id))
        #expect(row.state == .redirected)
        #expect(row.decision?.by == .policy)
        #expect(row.final?.contact == "<sip:+14255550111@192.0.2.7:5060;user=phone>")
        #expect(row.final?.acknowledged == true)
        #expect(row.timeline.map(\.name) == [.invite, .redirect, .final, .ack])
        #expect(row.timeline[2].detail == "302")
        #expect(await bench.decide(bench.redirect(id)) == .notRinging)
        await bench.pass(.seconds(60))
        #expect(await bench.entries.posted == [])
        await bench.expectNothingLeft()
    }

    @Test("An ACK that comes after the record, or never, is noted in it")
    func lateAcknowledgement() async throws {
        let bench = await self.bench()
        let ids = try [#require(await bench.ring()), #require(await bench.ring())]
        await bench.pass(.seconds(1))
        #expect(await bench.row(ids[0])?.final?.acknowledged == false)
        await bench.act { $0.callerAcknowledged(ids[0]) }
        await bench.act { $0.acknowledgementMissing(ids[1]) }
        #expect(await bench.row(ids[0])?.final?.acknowledged == true)
        #expect(await bench.row(ids[1])?.timeline.last?.name == .ackMissing)
        await bench.expectNothingLeft()
    }

    @Test(
        "Beyond the allowance of a second a call is answered all the same, and not recorded; the next second has its own"
    )
    func allowance() async throws {
        let bench = await self.bench(perSecond: 2)
        for _ in 0..<2 { #expect(await bench.ring() != nil) }
        for _ in 0..<3 { #expect(await bench.ring() == nil) }
        #expect(await bench.finals.count == 5)
        await bench.pass(.seconds(1))
        #expect(await bench.entries.count { $0 == .submitted(.log) } == 2)
        #expect(await bench.ring() != nil)
        await bench.pass(.seconds(1))
        #expect(await bench.entries.count { $0 == .submitted(.log) } == 3)
    }

    @Test("Calls beyond the allowance are told of at most once a minute, all of them, and the last ones at the end")
    func notices() async throws {
        let lines = CapturedLines()
        let bench = await self.bench(perSecond: 1, logger: lines.logger(.notice))
        func notice(_ count: Int) -> String {
            "notice calls answered by policy and not recorded; calls.policyRecordsPerSecond allows no more count=\(count)"
        }
        func overload(seconds: Int) async {
            for _ in 0..<seconds {
                for _ in 0..<3 { _ = await bench.ring() }
                await bench.pass(.seconds(1))
            }
        }
        await overload(seconds: 1)
        #expect(lines.take() == [notice(2)])
        // The minute goes on although the calls stop coming.
        await overload(seconds: 20)
        await bench.pass(.seconds(39))
        #expect(lines.take().isEmpty)
        await bench.pass(.seconds(1))
        #expect(lines.take() == [notice(40)])
        await bench.pass(.seconds(600))
        #expect(lines.take().isEmpty)
        await overload(seconds: 2)
        #expect(lines.take() == [notice(2)])
        let drained = await bench.begin { await $0.drain() }
        await drained.value
        #expect(lines.take() == [notice(2)])
    }

    @Test("Without a target that can be had the caller gets 480")
    func noTarget() async throws {
        for target in [nil, "8:acs:home_bob"] {
            let bench = await self.bench(target: target)
            let id = try #require(await bench.ring())
            #expect(await bench.finals == [.decline(status: 480)])
            await bench.pass(.seconds(1))
            #expect(await bench.row(id)?.state == .expired)
        }
    }

    @Test("A server that stops writes what it has before it goes")
    func drain() async throws {
        let bench = await self.bench()
        let id = try #require(await bench.ring())
        let drained = await bench.begin { await $0.drain() }
        await drained.value
        #expect(await bench.row(id)?.state == .redirected)
    }

    @Test("A store that refuses costs the caller nothing")
    func sickStore() async throws {
        let bench = await self.bench()
        let id = try #require(await bench.ring())
        await bench.disk { $0.become(.isFull) }
        await bench.pass(.seconds(1))
        #expect(await bench.finals == [.toA])
        #expect(await bench.row(id) == nil)
        await bench.act { $0.callerAcknowledged(id) }
        await bench.expectNothingLeft()
    }
}
