import DivertTesting
import Logging
import NIOCore
import NIOPosix
import SIPCore
import SIPMessage
import SIPTransaction
import SIPTransport
import Testing

/// A transport layer with real sockets on loopback, a transaction layer above it, and a user that answers OPTIONS with
/// 200 and leaves INVITEs to the test.
struct LiveServer: Sendable {
    enum Told: Sendable {
        case invite(ResponseRecipe)
        case acknowledged, sendFailed
    }

    let group: MultiThreadedEventLoopGroup
    let transport: TransportLayer
    let transactions: TransactionLayer
    let user: LiveUser
    let udp: HostPort
    let tcp: HostPort

    /// Runs `body` with a server on ports of the system's choice, and closes everything.
    static func run(
        _ limits: TransportLayer.ConnectionLimits = TransportLayer.ConnectionLimits(), admits: Bool = true,
        host: String = "127.0.0.1", _ body: (LiveServer) async throws -> Void
    ) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.next()
        let transport = TransportLayer(
            on: loop, connectionLimits: limits,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        let transactions = TransactionLayer(
            on: loop,
            TransactionLayer.Environment(
                policy: Everybody(), sender: transport, makeTag: { "ours" }, statelessTag: { _ in "stateless" }))
        let user = LiveUser(transactions)
        await transactions.start(user)
        await transport.start(
            TransportLayer.Receiver(
                datagram: { bytes, arrival in transactions.assumeIsolated { $0.receive(datagram: bytes, arrival) } },
                message: { bytes, arrival in transactions.assumeIsolated { $0.receive(streamMessage: bytes, arrival) }
                },
                malformed: { error, arrival in transactions.assumeIsolated { $0.refuse(error, arrival) } },
                admits: { _ in admits }))
        do {
            let bound = try await transport.listen(on: [
                ListenAddress(.udp, host: host, port: 0), ListenAddress(.tcp, host: host, port: 0),
            ])
            try await body(
                LiveServer(
                    group: group, transport: transport, transactions: transactions, user: user,
                    udp: bound[0].address, tcp: bound[1].address))
        } catch {
            await transport.close()
            try await group.shutdownGracefully()
            throw error
        }
        await transport.close()
        try await group.shutdownGracefully()
    }

    private struct Everybody: SourcePolicy {
        func admission(of source: HostPort) -> SourceAdmission { .peer(isTrusted: false) }
    }
}

/// The transaction user of a live server. What it is told comes as a sequence.
final class LiveUser: TransactionUser {
    let told: AsyncStream<LiveServer.Told>
    private let continuation: AsyncStream<LiveServer.Told>.Continuation
    private let transactions: TransactionLayer

    init(_ transactions: TransactionLayer) {
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

    func received(_ request: SIPRequest, _ recipe: ResponseRecipe, _ arrival: Arrival) {
        if request.method == .invite {
            self.continuation.yield(.invite(recipe))
        } else {
            self.transactions.assumeIsolated { $0.respond(recipe.response(200), to: recipe.key) }
        }
    }

    func cancelled(_ key: TransactionKey) {}
    func acknowledged(_ key: TransactionKey) { self.continuation.yield(.acknowledged) }
    func acknowledgementMissing(_ key: TransactionKey) {}
    func sendFailed(_ key: TransactionKey) { self.continuation.yield(.sendFailed) }
}

/// What a test waited for did not come before the test's time limit.
struct NothingCame: Error {}
