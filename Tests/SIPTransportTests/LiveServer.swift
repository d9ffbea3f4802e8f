import DivertTesting
import Logging
import NIOCore
import NIOPosix
import SIPCore
import SIPMessage
import SIPTransaction
import SIPTransport
import Synchronization
import Testing

/// A transport layer with real sockets on loopback, a transaction layer above it, and a user that answers OPTIONS with
/// 200 and leaves INVITEs to the test. With several loops, there is one of each layer on each.
struct LiveServer: Sendable {
    enum Told: Sendable {
        case invite(ResponseRecipe)
        case acknowledged, sendFailed, cancelled
    }

    let group: MultiThreadedEventLoopGroup
    let transport: TransportLayer
    let transactions: TransactionLayers
    let user: LiveUser
    let arrivals: ArrivalCounter
    let udp: HostPort
    let tcp: HostPort

    static let silence = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    /// How many transactions live on each loop.
    var transactionCounts: [Int] {
        get async {
            var counts: [Int] = []
            for layer in self.transactions.all { counts.append(await layer.count) }
            return counts
        }
    }

    /// Runs `body` with a server on ports of the system's choice, and closes everything.
    static func run(
        _ limits: TransportLayer.ConnectionLimits = TransportLayer.ConnectionLimits(), admits: Bool = true,
        host: String = "127.0.0.1", loops: Int = 1, longestRest: TimeAmount = .zero,
        _ body: (LiveServer) async throws -> Void
    ) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: loops)
        let transports = group.makeIterator().map {
            TransportLayer(on: $0, connectionLimits: limits, longestRest: longestRest, logger: Self.silence)
        }
        let first = transports[0]
        let layers = transports.map { transport in
            TransactionLayer(
                on: transport.loop,
                TransactionLayer.Environment(
                    policy: Everybody(),
                    sender: transport === first
                        ? transport : LoopSender(on: transport.loop, datagrams: transport, streams: first),
                    makeTag: { "ours" }, statelessTag: { _ in "stateless" }))
        }
        let transactions = TransactionLayers(layers[0], Array(layers.dropFirst()))
        let user = LiveUser(transactions)
        let arrivals = ArrivalCounter(transports.map(\.loop))
        await transactions.start(user, observer: arrivals)
        for (transport, layer) in zip(transports, layers) {
            await transport.start(
                TransportLayer.Receiver(
                    datagram: { bytes, arrival in layer.assumeIsolated { $0.receive(datagram: bytes, arrival) } },
                    message: { bytes, arrival in layer.assumeIsolated { $0.receive(streamMessage: bytes, arrival) } },
                    malformed: { error, arrival in layer.assumeIsolated { $0.refuse(error, arrival) } },
                    admits: { _ in admits }))
        }
        func close() async throws {
            for transport in transports.reversed() { await transport.close() }
            try await group.shutdownGracefully()
        }
        do {
            let bound = try await first.listen(on: [
                ListenAddress(.udp, host: host, port: 0), ListenAddress(.tcp, host: host, port: 0),
            ])
            try await first.shareDatagramPorts(with: Array(transports.dropFirst()))
            try await body(
                LiveServer(
                    group: group, transport: first, transactions: transactions, user: user, arrivals: arrivals,
                    udp: bound[0].address, tcp: bound[1].address))
        } catch {
            try await close()
            throw error
        }
        try await close()
    }

    private struct Everybody: SourcePolicy {
        func admission(of source: HostPort) -> SourceAdmission { .peer(isTrusted: false) }
    }
}

/// The transaction user of a live server. What it is told comes as a sequence.
final class LiveUser: TransactionUser {
    let told: AsyncStream<LiveServer.Told>
    private let continuation: AsyncStream<LiveServer.Told>.Continuation
    private let transactions: TransactionLayers

    init(_ transactions: TransactionLayers) {
        self.transactions = transactions
        (self.told, self.continuation) = AsyncStream<LiveServer.Told>.makeStream()
    }

    /// The recipe of the next INVITE.
    func nextInvite() async throws -> ResponseRecipe {
        for await told in self.told {
            if case .invite(let recipe) = told { return recipe }
        }
        throw NothingCame()
    }

    /// Waits for the news that a final response could not be sent.
    func nextFailure() async throws {
        for await told in self.told {
            if case .sendFailed = told { return }
        }
        throw NothingCame()
    }

    /// Waits for the ACK of a final response.
    func nextAcknowledgement() async throws {
        for await told in self.told {
            if case .acknowledged = told { return }
        }
        throw NothingCame()
    }

    func received(_ request: SIPRequest, _ recipe: ResponseRecipe, _ arrival: Arrival) {
        if request.method == .invite {
            self.continuation.yield(.invite(recipe))
        } else {
            self.transactions.respond(recipe.response(200), to: recipe.key)
        }
    }

    func cancelled(_ key: TransactionKey) { self.continuation.yield(.cancelled) }
    func acknowledged(_ key: TransactionKey) { self.continuation.yield(.acknowledged) }
    func acknowledgementMissing(_ key: TransactionKey) {}
    func sendFailed(_ key: TransactionKey) { self.continuation.yield(.sendFailed) }
}

/// Counts the messages that arrive, by the loop on which they do.
final class ArrivalCounter: MessageObserver {
    private let loops: [any EventLoop]
    private let counts: Mutex<[Int]>

    init(_ loops: [any EventLoop]) {
        self.loops = loops
        self.counts = Mutex(Array(repeating: 0, count: loops.count))
    }

    /// In the order of the loops.
    var all: [Int] { self.counts.withLock { $0 } }

    func received(_ message: [UInt8], _ arrival: Arrival, _ invite: TransactionKey?) {
        guard let place = self.loops.firstIndex(where: \.inEventLoop) else { return }
        self.counts.withLock { $0[place] += 1 }
    }

    func sent(_ message: [UInt8], to destination: ResponseDestination, _ invite: TransactionKey?) {}
}

/// What a test waited for did not come before the test's time limit.
struct NothingCame: Error {}
