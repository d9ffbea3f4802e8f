import CallControl
import CallRouting
import Testing

@Suite("Looking at calls", .timeLimit(.minutes(1)))
struct CallOwnerWatchingTests {
    @Test("Whoever waits for a call hears of it as soon as it left ringing")
    func watched() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        let first = await bench.begin { try? await $0.call(id, waiting: .seconds(60)) }
        let second = await bench.begin { try? await $0.call(id, waiting: .seconds(60)) }
        #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
        #expect(await first.value?.state == .redirected)
        #expect(await second.value?.final?.status == 302)
        await bench.acknowledge(id)
    }

    @Test("At the end of the wait the call is shown as it stands")
    func timedOut() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        let watcher = await bench.begin { try? await $0.call(id, waiting: .seconds(5)) }
        await bench.pass(.seconds(5))
        #expect(await watcher.value?.state == .ringing)
        await bench.act { $0.callerCancelled(id) }
        await bench.acknowledge(id)
    }

    @Test("A call that is over, or unknown, is not waited for")
    func over() async throws {
        let bench = await OwnerBench()
        let id = try await bench.simulate()
        #expect(await bench.decide(bench.reject(id)) == .accepted(id))
        await bench.settled()
        await bench.expectNothingLeft()
        #expect(try await bench.owner.call(id, waiting: .seconds(60))?.state == .rejected)
        #expect(try await bench.owner.call(CallID(high: 9, low: 9), waiting: .seconds(60)) == nil)
    }

    @Test("A call that could not be stored is shown as failed to whoever waits")
    func notStored() async throws {
        let bench = await OwnerBench()
        await bench.disk { $0.become(.hangs) }
        let id = try await bench.simulate()
        let watcher = await bench.begin { try? await $0.call(id, waiting: .seconds(60)) }
        await bench.disk { $0.refuse() }
        #expect(await watcher.value?.state == .failed)
        await bench.expectNothingLeft()
        #expect(try await bench.owner.call(id) == nil)
    }

    @Test("The newest calls come first, from memory and from rows")
    func newest() async throws {
        let bench = await OwnerBench()
        let first = try await bench.ringing()
        await bench.pass(.seconds(1))
        let second = try await bench.ringing()
        await bench.act { $0.callerCancelled(second) }
        await bench.act { $0.callerAcknowledged(second) }
        await bench.pass(.seconds(1))
        await bench.disk { $0.become(.hangs) }
        let third = try await bench.simulate()
        let calls = try await bench.owner.newestCalls(limit: 10)
        #expect(calls.map(\.id) == [third, second, first])
        #expect(calls.map(\.state) == [.ringing, .cancelled, .ringing])
        #expect(try await bench.owner.newestCalls(limit: 1).map(\.id) == [third])
    }
}
