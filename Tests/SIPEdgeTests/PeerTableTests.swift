import NIOCore
import NIOEmbedded
import SIPCore
import SIPEdge
import SIPTransport
import Testing

@Suite("Who may send")
struct PeerTableTests {
    private static let peers = [
        Peer(name: "trunk", resource: "a", isTrusted: true, wantsRingback: false) { $0.hasPrefix("192.0.2.") },
        Peer(name: "lan", resource: "b", isTrusted: false, wantsRingback: false) { $0.hasPrefix("192.0.") },
    ]

    /// Runs `body` with a table, and returns what was logged.
    @discardableResult
    private func run(
        rejectsStrangers: Bool = false, peers: [Peer] = Self.peers,
        _ body: (AskedPeers, NIOAsyncTestingEventLoop) async throws -> Void
    ) async rethrows -> [CapturedLog.Line] {
        let loop = NIOAsyncTestingEventLoop()
        let log = CapturedLog()
        let peers = Peers(peers, rejectsStrangers: rejectsStrangers, logger: log.logger)
        try await body(AskedPeers(peers: LoopPeers(peers, on: loop), loop: loop), loop)
        await loop.shutdownGracefully()
        return await log.finish()
    }

    @Test("The first peer whose networks contain the source counts")
    func first() async {
        let lines = await self.run { table, _ in
            #expect(await table.asked("192.0.2.1") == .peer(isTrusted: true))
            #expect(await table.asked("192.0.3.1") == .peer(isTrusted: false, number: PeerNumber(1)))
            #expect(await table.peer(at: "192.0.2.1")?.name == "trunk")
            #expect(await table.peer(at: "192.0.3.1")?.name == "lan")
            #expect(await table.peer(at: "203.0.113.1")?.name == nil)
        }
        #expect(lines == [])
    }

    @Test("OVL-3: strangers are dropped, or rejected where that is configured")
    func strangers() async {
        await self.run { table, _ in #expect(await table.asked("203.0.113.1") == .drop) }
        await self.run(rejectsStrangers: true) { table, _ in #expect(await table.asked("203.0.113.1") == .reject) }
    }

    @Test("A stranger is logged once a minute, with the line of configuration that would admit it")
    func logging() async {
        let lines = await self.run { table, loop in
            for _ in 0..<3 { _ = await table.asked("203.0.113.1") }
            _ = await table.asked("203.0.113.2")
            await loop.advanceTime(by: .seconds(59))
            _ = await table.asked("203.0.113.1")
            await loop.advanceTime(by: .seconds(1))
            _ = await table.asked("203.0.113.1")
        }
        #expect(lines.map(\.source) == ["203.0.113.1:40000", "203.0.113.2:40000", "203.0.113.1:40000"])
        #expect(lines.first?.advice == "addresses: [203.0.113.1]")
    }

    @Test("A flood of spoofed sources neither fills the log nor shuts out a peer")
    func flood() async {
        let lines = await self.run { table, loop in
            for number in 0..<10_000 { _ = await table.asked("203.0.\(number / 250).\(number % 250)") }
            #expect(await table.asked("192.0.2.1") == .peer(isTrusted: true))
            await loop.advanceTime(by: .seconds(60))
            _ = await table.asked("203.0.113.1")
        }
        #expect(lines.count == 4096 + 1)
    }

    @Test("The networks of a source are looked through once, until the memory is full")
    func cache() async {
        let (asked, continuation) = AsyncStream<String>.makeStream()
        let peer = Peer(name: "counting", resource: nil, isTrusted: false, wantsRingback: false) {
            continuation.yield($0)
            return true
        }
        await self.run(peers: [peer]) { table, _ in
            for _ in 0..<3 { _ = await table.asked("192.0.2.1") }
            for number in 0..<4096 { _ = await table.asked("198.51.\(number / 250).\(number % 250)") }
            _ = await table.asked("192.0.2.1")
        }
        continuation.finish()
        var count = 0
        for await host in asked where host == "192.0.2.1" { count += 1 }
        #expect(count == 2)
    }
}

/// A table of peers that is asked on its loop.
private struct AskedPeers {
    let peers: LoopPeers
    let loop: NIOAsyncTestingEventLoop

    /// What the transport is told about a datagram from `host`.
    func asked(_ host: String) async -> SourceAdmission? {
        try? await self.loop.executeInContext { self.peers.table.admission(of: HostPort(host: host, port: 40_000)) }
    }

    func peer(at host: String) async -> Peer? {
        try? await self.loop.executeInContext { self.peers.table.peer(at: host) }
    }
}
