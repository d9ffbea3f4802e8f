import CallAutomationModel
import CallControl
import CallRouting
import EventDelivery
import Testing

@Suite("A call arrives", .timeLimit(.minutes(1)))
struct CallOwnerArrivalTests {
    @Test("The row is on disk before 100 and event leave (D2)")
    func storedFirst() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        #expect(
            await bench.entries.prefix(4) == [
                .submitted(.ring), .answered(.ring, .stored), .trying, .posted(id: "event-1", count: "0"),
            ])
        let row = try #require(await bench.row(id))
        #expect(row.state == .ringing)
        #expect(row.deadline == OwnerBench.start + .seconds(30))
        #expect(row.recipe == [1, 2, 3])
        #expect(row.events.map(\.id) == ["event-1"])
        await bench.act { $0.callerCancelled(id) }
        await bench.acknowledge(id)
    }

    @Test("The context opens until 10 minutes after the deadline (D10)")
    func context() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        let expiry = OwnerBench.start.milliseconds + 630_000
        #expect(await bench.row(id)?.incomingCallContext == "context of 4:+14255550100 until \(expiry)")
    }

    @Test("A commit of more than 150 ms lets the 100 leave anyway; the event waits for it (D2)")
    func slowCommit() async throws {
        let bench = await OwnerBench()
        await bench.disk { $0.become(.hangs) }
        let id = try #require(await bench.ring())
        await bench.pass(.milliseconds(149))
        #expect(await bench.entries == [.submitted(.ring)])
        await bench.pass(.milliseconds(1))
        #expect(await bench.entries == [.submitted(.ring), .trying])
        await bench.disk { $0.heal() }
        await bench.settled()
        #expect(
            await bench.entries.dropFirst(2).prefix(2) == [
                .answered(.ring, .stored), .posted(id: "event-1", count: "0"),
            ])
        await bench.act { $0.callerCancelled(id) }
        await bench.acknowledge(id)
    }

    @Test("A store that refuses costs the caller a 503 with Retry-After, and nobody hears of the call (D2)")
    func refused() async throws {
        let bench = await OwnerBench()
        await bench.disk { $0.become(.isFull) }
        let id = try #require(await bench.ring())
        #expect(
            await bench.entries == [
                .submitted(.ring), .answered(.ring, .refused("the disk is full")),
                .final(.decline(status: 503, retryAfterSeconds: 5)),
            ])
        #expect(await bench.decide(bench.redirect(id)) != .accepted(id))
        await bench.disk { $0.become(.works) }
        await bench.acknowledge(id)
        #expect(await bench.entries.posted == [])
        await bench.pass(.seconds(60))
        #expect(await bench.finals.count == 1)
    }

    @Test("A store that refuses late refuses the same way (D2)")
    func refusedLate() async throws {
        let bench = await OwnerBench()
        await bench.disk { $0.become(.hangs) }
        let id = try #require(await bench.ring())
        await bench.pass(.seconds(1))
        await bench.disk { $0.refuse() }
        #expect(await bench.entries.last == .final(.decline(status: 503, retryAfterSeconds: 5)))
        await bench.disk { $0.heal() }
        await bench.acknowledge(id)
        #expect(await bench.entries.posted == [])
    }

    @Test("A caller who leaves while the row is written hears 487, and no event leaves (D2)")
    func cancelledWhileStoring() async throws {
        let bench = await OwnerBench()
        await bench.disk { $0.become(.hangs) }
        let id = try #require(await bench.ring())
        await bench.act { $0.callerCancelled(id) }
        await bench.disk { $0.heal() }
        #expect(await bench.finals == [.decline(status: 487)])
        #expect(await bench.row(id)?.state == .cancelled)
        await bench.acknowledge(id)
        #expect(await bench.entries.posted == [])
    }

    @Test("A context that cannot be sealed ends the call with 503")
    func notSealed() async {
        let bench = await OwnerBench()
        #expect(await bench.ring(resource: "unsealable") == nil)
        #expect(await bench.entries == [.final(.decline(status: 503, retryAfterSeconds: 5))])
        await bench.expectNothingLeft()
    }

    @Test("Every matching subscription hears of the call, each with an event of its own")
    func subscriptions() async throws {
        let bench = await OwnerBench(subscriptions: [
            EventSubscription(name: "one", resource: "local", endpoint: "http://127.0.0.1:1/"),
            EventSubscription(name: "other", resource: "other", endpoint: "http://127.0.0.1:2/"),
            EventSubscription(name: "two", resource: nil, endpoint: "http://127.0.0.1:3/"),
        ])
        let id = try await bench.ringing()
        #expect(await bench.posted(2) == ["event-1 #0", "event-2 #0"])
        let posts = await bench.poster.posts
        #expect(posts.map(\.endpoint) == ["http://127.0.0.1:1/", "http://127.0.0.1:3/"])
        let body = String(decoding: posts[0].body, as: UTF8.self)
        #expect(body.contains("Microsoft.Communication.IncomingCall"))
        #expect(body.contains("\"correlationId\":\"\(id)\""))
        #expect(body.contains("616c696365"), "The caller's headers travel in customContext.")
    }

    @Test("Without a subscription the call rings all the same")
    func nobodySubscribed() async throws {
        let bench = await OwnerBench(subscriptions: [])
        let id = try #require(await bench.ring())
        #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
        await bench.acknowledge(id)
    }

    @Test("Whoever waits for a policy-only call to be stored hears of it (D14)")
    func policyOnlyStored() async throws {
        let bench = await OwnerBench { $0.ringTimeout = .zero }
        await bench.disk { $0.become(.hangs) }
        let id = try await bench.simulate()
        let isStored = await bench.begin { await $0.isStored(id) }
        await bench.disk { $0.heal() }
        #expect(await isStored.value)
        await bench.expectNothingLeft()
    }

    @Test("A simulated call is answered for when its row is on disk, or not", arguments: [true, false])
    func isStored(works: Bool) async throws {
        let bench = await OwnerBench()
        await bench.disk { $0.become(works ? .works : .isFull) }
        let id = try await bench.simulate()
        #expect(await bench.owner.isStored(id) == works)
        if works { #expect(await bench.decide(bench.reject(id)) == .accepted(id)) }
        await bench.expectNothingLeft()
    }

    @Test("Whoever waits for a row that the disk never writes is let go after 5 s")
    func neverStored() async throws {
        let bench = await OwnerBench()
        await bench.disk { $0.become(.hangs) }
        let id = try await bench.simulate()
        let isStored = await bench.begin { await $0.isStored(id) }
        await bench.pass(.seconds(5))
        #expect(await isStored.value == false)
        await bench.disk { $0.heal() }
        #expect(await bench.owner.isStored(id))
        #expect(await bench.decide(bench.reject(id)) == .accepted(id))
        await bench.expectNothingLeft()
    }

    @Test("New calls are refused while the store fails, when there is no room, and while draining (D6)")
    func refusals() async throws {
        let bench = await OwnerBench { $0.capacity = 1 }
        #expect(await bench.owner.refusalOfNewCalls == nil)
        await bench.disk { $0.fail() }
        #expect(await bench.owner.refusalOfNewCalls == .storeFailing)
        #expect(await bench.owner.health == .failing("the disk is sick"))
        await bench.disk { $0.heal() }
        #expect(await bench.owner.refusalOfNewCalls == nil)
        let id = try await bench.ringing()
        #expect(await bench.owner.refusalOfNewCalls == .full)
        await bench.act { $0.callerCancelled(id) }
        await bench.acknowledge(id)
        #expect(await bench.owner.refusalOfNewCalls == nil)
        let drained = await bench.begin { await $0.drain() }
        await drained.value
        #expect(await bench.owner.refusalOfNewCalls == .draining)
    }
}
