import CallAutomationModel
import CallControl
import CallRouting
import EventDelivery
import Testing

@Suite("A call rings on", .timeLimit(.minutes(1)))
struct CallOwnerHopTests {
    private let bob = OwnerBench.bob
    private let carol = OwnerBench.carol

    @Test("The next hop is on disk, then the application hears 204 and the next event; the caller hears nothing")
    func order() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        let before = await bench.entries.count
        await bench.send("redirect", bench.redirect(id, at: 0, to: self.bob, id: "a"))
        #expect(await bench.answer(to: "redirect") == .accepted(id))
        #expect(await bench.posted(2) == ["event-1 #0", "event-2 #0"])
        await bench.settled(2)
        let happened = await bench.entries.dropFirst(before)
        #expect(happened.prefix(2) == [.submitted(.ringOn), .answered(.ringOn, .stored)])
        #expect(await bench.finals == [])

        let row = try #require(await bench.row(id))
        #expect(row.state == .ringing && row.decision == nil)
        #expect(row.earlierHops.map(\.to) == [OwnerBench.callee])
        #expect(row.earlierHops.first?.decision.kind == .redirect(target: self.bob, contact: nil))
        #expect(row.hop.to == self.bob)
        #expect(row.events.map(\.id) == ["event-1", "event-2"])
        #expect(row.events.map(\.hop) == [0, 1])
        #expect(row.events.map(\.state) == [.delivered, .delivered])
        #expect(row.timeline.map(\.name) == [.invite, .trying, .event, .redirect, .accepted, .event])
        #expect(row.timeline[3].detail.hasSuffix("by accessKey, rings on"))
        let expiry = OwnerBench.start.milliseconds + 630_000
        #expect(row.incomingCallContext == "context of 8:acs:home_bob until \(expiry), hop 1")

        let posts = await bench.poster.posts.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(posts[1].contains("\"correlationId\":\"\(id)\""))
        #expect(posts[1].contains(row.incomingCallContext) && posts[1].contains(row.serverCallID))
        #expect(posts[1].contains("/recipient/8:acs:home_bob") && posts[1].contains("616c696365"))
        #expect(posts[1].contains(OwnerBench.caller.rawID))
        await bench.act { $0.callerCancelled(id) }
        await bench.acknowledge(id)
    }

    @Test("Three hops, then 302: each context decides its own hop, and its decision stands")
    func threeHops() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        let number = CommunicationIdentifier.phoneNumber("+14255550177")
        let targets = [self.bob, self.carol, number, OwnerBench.targetA]
        for (hop, target) in targets.enumerated() {
            #expect(await bench.decide(bench.redirect(id, at: hop, to: target)) == .accepted(id))
        }
        #expect(await bench.finals == [.toA])
        for _ in 0...1 {
            for (hop, target) in targets.enumerated() {
                #expect(await bench.decide(bench.redirect(id, at: hop, to: target)) == .accepted(id))
                #expect(await bench.decide(bench.redirect(id, at: hop, to: OwnerBench.targetB)) == .conflict)
                #expect(await bench.decide(bench.reject(id, at: hop)) == .conflict)
            }
            #expect(await bench.decide(bench.redirect(id, at: 4)) == .notRinging)
            // In memory, then by its row.
            await bench.posted(4)
            await bench.act { $0.callerAcknowledged(id) }
            await bench.forgotten()
        }
        #expect(await bench.finals == [.toA])
        #expect(await bench.row(id)?.earlierHops.count == 3)
    }

    @Test("Rejecting at a later hop ends the call with the status of its reason")
    func rejectLater() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        #expect(await bench.decide(bench.redirect(id, at: 0, to: self.bob)) == .accepted(id))
        #expect(await bench.decide(bench.reject(id, at: 1)) == .accepted(id))
        #expect(await bench.finals == [.decline(status: 486)])
        #expect(await bench.decide(bench.redirect(id, at: 0, to: self.bob)) == .accepted(id))
        #expect(await bench.row(id)?.state == .rejected)
    }

    @Test("A deadline is that of the hop: an old one ends nothing, the current one ends the call")
    func deadline() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        await bench.pass(.seconds(20))
        #expect(await bench.decide(bench.redirect(id, to: self.bob)) == .accepted(id))
        #expect(await bench.row(id)?.deadline == OwnerBench.start + .seconds(50))
        await bench.pass(.milliseconds(29_999))
        #expect(await bench.finals == [])
        await bench.pass(.milliseconds(1))
        #expect(await bench.finals == [.decline(status: 480)])
        #expect(await bench.decide(bench.reject(id, at: 1)) == .notRinging)
        #expect(await bench.decide(bench.redirect(id, at: 0, to: self.bob)) == .accepted(id))
    }

    @Test("The ring time of a simulated call is that of each of its hops")
    func simulatedRingTime() async throws {
        let bench = await OwnerBench()
        let id = try await bench.simulate(ringTimeout: .seconds(7))
        await bench.pass(.seconds(5))
        #expect(await bench.decide(bench.redirect(id, to: self.bob)) == .accepted(id))
        await bench.pass(.milliseconds(6_999))
        #expect(await bench.owner.ringingCount == 1)
        await bench.pass(.milliseconds(1))
        #expect(await bench.row(id)?.state == .expired)
    }

    @Test(
        "A simulated call rings on for an owned number that has a route; a SIP call goes there; other targets end both")
    func simulated() async throws {
        let bench = await OwnerBench()
        let routed = CommunicationIdentifier.phoneNumber("+18885550177")
        let id = try await bench.simulate()
        #expect(await bench.decide(bench.redirect(id, at: 0, to: routed)) == .accepted(id))
        #expect(await bench.decide(bench.redirect(id, at: 1, to: .init(rawID: "8:orgid:eve"))) == .accepted(id))
        #expect(await bench.row(id)?.state == .redirected)
        #expect(await bench.row(id)?.final?.status == 302)
        let sip = try await bench.ringing()
        #expect(
            await bench.decide(bench.redirect(sip, to: routed))
                == .targetUnresolvable("its route gives no SIP URI: a space"))
    }

    @Test("A further name of the context is that of the first hop")
    func namedContext() async throws {
        let bench = await OwnerBench()
        let id = try await bench.simulate(namedContext: "published")
        #expect(await bench.decide(bench.redirect(id, at: 0, to: self.bob)) == .accepted(id))
        let named = try await bench.owner.callID(named: "published")
        #expect(named == id)
        #expect(await bench.decide(bench.redirect(id, at: 0, to: self.bob)) == .accepted(id))
    }

    // MARK: Row 11

    @Test("The party that the call rings at is no target, at whatever hop; where it was before is one")
    func calleeItself() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        #expect(await bench.decide(bench.redirect(id, to: self.bob)) == .accepted(id))
        #expect(await bench.decide(bench.redirect(id, at: 1, to: self.bob)) == .targetIsCallee)
        #expect(
            await bench.decide(bench.redirect(id, at: 1, to: .init(rawID: "8:acs:HOME_bob"))) == .targetIsCallee)
        #expect(await bench.decide(bench.redirect(id, at: 1, to: self.carol)) == .accepted(id))
        #expect(await bench.decide(bench.redirect(id, at: 2, to: self.bob)) == .accepted(id))
    }

    @Test("A hop too many is refused before the callee itself, and after the policy; the call can still be sent away")
    func tooManyHops() async throws {
        let bench = await OwnerBench { $0.maxDiversions = 1 }
        let id = try await bench.ringing()
        #expect(await bench.decide(bench.redirect(id, to: self.bob)) == .accepted(id))
        #expect(await bench.decide(bench.redirect(id, to: self.carol)) == .tooManyHops)
        #expect(await bench.decide(bench.redirect(id, to: self.bob)) == .tooManyHops)
        let eve = CommunicationIdentifier(rawID: "8:acs:away_eve")
        #expect(await bench.decide(bench.redirect(id, to: eve)) == .targetOfOtherResource)
        #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
        #expect(await bench.finals == [.toA])
    }

    @Test("Without any hop allowed, nothing rings on")
    func noHops() async throws {
        let bench = await OwnerBench { $0.maxDiversions = 0 }
        let id = try await bench.ringing()
        #expect(await bench.decide(bench.redirect(id, to: self.bob)) == .tooManyHops)
        #expect(await bench.decide(bench.redirect(id)) == .accepted(id))
    }

    @Test("A context that cannot be sealed is 503, and the call rings on where it was")
    func notSealed() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        let target = CommunicationIdentifier(rawID: "8:acs:home_unsealable")
        #expect(await bench.decide(bench.redirect(id, to: target, id: "a")) == .unavailable)
        #expect(await bench.decide(bench.redirect(id, to: self.bob, id: "a", body: 2)) == .accepted(id))
    }

    // MARK: Events

    @Test("Only subscriptions that want the hop's callee hear of it, so that a filter ends a loop")
    func filters() async throws {
        let bench = await OwnerBench(subscriptions: [
            EventSubscription(
                name: "numbers", resource: nil, endpoint: "http://127.0.0.1:1/", filter: SubscriptionFilter(to: ["+1*"])
            ),
            EventSubscription(
                name: "bob", resource: nil, endpoint: "http://127.0.0.1:2/",
                filter: SubscriptionFilter(to: ["8:acs:home_bob"])),
        ])
        let id = try await bench.ringing()
        #expect(await bench.decide(bench.redirect(id, to: self.bob)) == .accepted(id))
        await bench.settled(2)
        #expect(await bench.decide(bench.redirect(id, to: self.carol)) == .accepted(id))
        #expect(await bench.poster.posts.map(\.endpoint) == ["http://127.0.0.1:1/", "http://127.0.0.1:2/"])
        #expect(await bench.row(id)?.events.map(\.subscription) == ["numbers", "bob"])
    }

    @Test("Once its hop is decided an event is not posted again")
    func earlierEvents() async throws {
        let bench = await OwnerBench(subscriptions: [
            EventSubscription(
                name: "app", resource: nil, endpoint: "http://127.0.0.1:1/", maxDeliveryAttempts: 30,
                filter: SubscriptionFilter(to: ["+1*"]))
        ])
        await bench.application { $0.answerNext([500]) }
        let id = try #require(await bench.ring())
        try await bench.attempted(1, id)
        #expect(await bench.decide(bench.redirect(id, to: self.bob)) == .accepted(id))
        await bench.pass(.seconds(2))
        await bench.settled()
        await bench.pass(.seconds(20))
        #expect(await bench.entries.posted == ["event-1 #0"])
        #expect(await bench.row(id)?.events.map(\.state) == [.failed])
    }

    @Test("The time of an event and its time to live count from its hop")
    func timeToLive() async throws {
        let bench = await OwnerBench(subscriptions: [
            EventSubscription(
                name: "app", resource: nil, endpoint: "http://127.0.0.1:1/", maxDeliveryAttempts: 30,
                timeToLive: .seconds(3))
        ])
        let id = try await bench.ringing()
        await bench.pass(.seconds(20))
        await bench.application { $0.answerNext([500]) }
        #expect(await bench.decide(bench.redirect(id, to: self.bob)) == .accepted(id))
        #expect(await bench.posted(2).last == "event-2 #0")
        try await bench.attempted(1, id, event: 1)
        await bench.pass(.seconds(2))
        #expect(await bench.posted(3).last == "event-2 #1")
        let body = String(decoding: try #require(await bench.poster.posts.last).body, as: UTF8.self)
        #expect(body.contains("2025-10-09T08:53:40"), "\(body)")
    }
}
