import Dispatch
import DivertTesting
import NIOCore
import NIOEmbedded
import SIPCore
import SIPTransaction
import SIPTransport
import Testing

/// Two loops whose time stands still; each can be kept from running.
private struct TwoLoops {
    let loops = [NIOAsyncTestingEventLoop(), NIOAsyncTestingEventLoop()]
    let senders: [RecordingSender]
    let user: RecordingUser
    let layers: TransactionLayers

    init() {
        let senders = self.loops.map { RecordingSender(on: $0) }
        let layers = zip(self.loops, senders).map { loop, sender in
            TransactionLayer(
                on: loop,
                TransactionLayer.Environment(
                    policy: TablePolicy(), sender: sender, makeTag: { "ours" }, statelessTag: { _ in "stateless" }))
        }
        self.senders = senders
        self.user = RecordingUser(on: self.loops[0])
        self.layers = TransactionLayers(layers[0], [layers[1]])
    }

    static func run(_ body: (TwoLoops) async throws -> Void) async throws {
        let stage = TwoLoops()
        await stage.layers.start(stage.user)
        do {
            try await body(stage)
        } catch {
            for loop in stage.loops { await loop.shutdownGracefully() }
            throw error
        }
        for loop in stage.loops { await loop.shutdownGracefully() }
    }

    /// Keeps a loop from running until what it returns is called.
    func hold(_ place: Int) -> @Sendable () -> Void {
        let semaphore = DispatchSemaphore(value: 0)
        self.loops[place].execute { semaphore.wait() }
        return { semaphore.signal() }
    }

    /// Lets a loop receive requests, all of them in one of its turns.
    func receive(_ requests: some Sequence<SampleRequest>, on place: Int) async throws {
        let layer = self.layers.all[place]
        let datagrams = requests.map(\.bytes)
        try await self.loops[place].executeInContext {
            layer.assumeIsolated { layer in
                for datagram in datagrams { layer.receive(datagram: datagram, .udp()) }
            }
        }
    }

    /// So many INVITEs whose transactions live on a loop.
    func invites(on place: Int, _ count: Int) throws -> [SampleRequest] {
        var invites: [SampleRequest] = []
        var number = 0
        while invites.count < count {
            number += 1
            let invite = SampleRequest(branch: "z9hG4bK-\(number)", callID: "call-\(number)")
            if try invite.recipe(.udp(), tag: "").key.place(amongTables: 2) == place { invites.append(invite) }
        }
        return invites
    }
}

@Suite("Messages are handed to the loop of their transaction", .timeLimit(.minutes(1)))
struct HandingOverTests {
    @Test("An INVITE that arrives on the other loop is dealt with on its own, and its user hears of it on the first")
    func handedOver() async throws {
        try await TwoLoops.run { stage in
            let invite = try stage.invites(on: 1, 1)[0]
            await stage.layers.all[0].receive(datagram: invite.bytes, .udp())
            #expect(await stage.layers.all[1].count == 1)
            #expect(await stage.layers.all[0].count == 0)
            #expect(await stage.user.told == [.received("INVITE")])
            let recipe = try #require(await stage.user.recipes.first)
            stage.layers.respond(recipe.response(302), to: recipe.key)
            #expect(await stage.senders[1].take().map(\.status) == [302])
            #expect(await stage.senders[0].sent.isEmpty)
        }
    }

    @Test("What waits for a loop is bounded: more datagrams are lost, more requests over connections get 503")
    func waitingForLoop() async throws {
        try await TwoLoops.run { stage in
            let invites = try stage.invites(on: 1, 10_002)
            let release = stage.hold(1)
            try await stage.receive(invites.dropLast(), on: 0)
            #expect(await stage.senders[0].sent.isEmpty)
            let last = invites[10_001].with { $0.transport = "TCP" }
            #expect(await stage.layers.all[0].receive(streamMessage: last.bytes, .tcp()))
            #expect(await stage.senders[0].take().map(\.status) == [503])
            release()
            // It looks after its sockets in between.
            #expect(await stage.layers.all[1].count == 256)
            await stage.loops[1].advanceTime(by: .milliseconds(10))
            #expect(await stage.layers.all[1].count == 10_000)
            await stage.layers.all[0].receive(datagram: invites[10_000].bytes, .udp())
            #expect(await stage.layers.all[1].count == 10_001)
        }
    }

    @Test("What waits for the user is bounded: more requests get 503, and nothing of them stays")
    func waitingForUser() async throws {
        try await TwoLoops.run { stage in
            let invites = try stage.invites(on: 1, 10_001)
            let release = stage.hold(0)
            try await stage.receive(invites, on: 1)
            #expect(await stage.senders[1].take().map(\.status) == [503])
            #expect(await stage.layers.all[1].count == 10_000)
            release()
            await stage.loops[0].advanceTime(by: .milliseconds(10))
            #expect(await stage.user.recipes.count == 10_000)
            await stage.layers.all[1].receive(datagram: invites[10_000].bytes, .udp())
            #expect(await stage.layers.all[1].count == 10_001)
        }
    }
}
