import DivertTesting
import NIOCore
import NIOEmbedded
import SIPCore
import SIPMessage
import SIPTransaction
import SIPTransport
import Testing

/// Who is admitted in these tests, by address.
struct TablePolicy: SourcePolicy {
    func admission(of source: HostPort) -> SourceAdmission {
        switch source.host {
        case "192.0.2.1": .peer(isTrusted: false)
        case "192.0.2.7": .peer(isTrusted: true)
        case "198.51.100.66": .reject
        default: .drop
        }
    }
}

/// A transaction layer between a recording sender and a recording user, on a loop whose time stands still until it is
/// advanced.
struct TransactionStage: Sendable {
    let loop: NIOAsyncTestingEventLoop
    let sender: RecordingSender
    let user: RecordingUser
    let layer: TransactionLayer

    /// Runs `body` on a stage and tears it down.
    static func run(
        capacity: Int = 1000, limits: SIPLimits = .standard, _ body: (TransactionStage) async throws -> Void
    ) async throws {
        let loop = NIOAsyncTestingEventLoop()
        let sender = RecordingSender(on: loop)
        let user = RecordingUser(on: loop)
        let layer = TransactionLayer(
            on: loop,
            TransactionLayer.Environment(
                policy: TablePolicy(), sender: sender, limits: limits, makeTag: { "ours" },
                statelessTag: { "s\($0.reduce(UInt64(7)) { ($0 &* 31) &+ UInt64($1) })" }, capacity: capacity))
        await layer.start(user)
        let stage = TransactionStage(loop: loop, sender: sender, user: user, layer: layer)
        do {
            try await body(stage)
        } catch {
            await loop.shutdownGracefully()
            throw error
        }
        await loop.shutdownGracefully()
    }

    /// A datagram arrives.
    func receive(_ request: SampleRequest, from host: String = "192.0.2.1") async {
        await self.layer.receive(datagram: request.bytes, .udp(host))
    }

    /// A message arrives over a connection; gives whether that may go on.
    func receive(_ request: SampleRequest, over connection: UInt64) async -> Bool {
        await self.layer.receive(streamMessage: request.bytes, .tcp(connection))
    }

    /// The user answers the request that came last.
    func respond(_ status: Int) async throws {
        let recipe = try #require(await self.user.recipes.last)
        await self.layer.respond(recipe.response(status), to: recipe.key)
    }

    func advance(milliseconds: Int64) async {
        await self.loop.advanceTime(by: .milliseconds(milliseconds))
    }

    /// The statuses that left since the last look.
    func statuses() async -> [Int] {
        await self.sender.take().map(\.status)
    }
}
