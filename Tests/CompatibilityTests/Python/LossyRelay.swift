import AcceptanceHarness
import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// A proxy that passes every request on to the server and loses its first answers: the client is told 503 instead.
final class LossyRelay: Sendable {
    let url: String

    private let requests = Mutex(0)
    private let losses: Int
    private let server: DivertServer
    private let listener: NIOAsyncChannel<Connection, Never>
    private let serving = Mutex<Task<Void, Never>?>(nil)

    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>
    private static let lost = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"

    static func start(to server: DivertServer, losing losses: Int) async throws -> LossyRelay {
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture { try Connection(wrappingChannelSynchronously: channel) }
            }
        let relay = LossyRelay(listener, server, losses)
        let task = Task { await relay.serve() }
        relay.serving.withLock { $0 = task }
        return relay
    }

    private init(_ listener: NIOAsyncChannel<Connection, Never>, _ server: DivertServer, _ losses: Int) {
        self.listener = listener
        self.server = server
        self.losses = losses
        url = "http://127.0.0.1:\(listener.channel.localAddress?.port ?? 0)"
    }

    /// How many requests it has passed on.
    var count: Int { requests.withLock { $0 } }

    func end() async {
        let task = serving.withLock { $0 }
        task?.cancel()
        await task?.value
    }

    private func serve() async {
        await withDiscardingTaskGroup { group in
            try? await listener.executeThenClose { connections in
                for try await connection in connections {
                    group.addTask { try? await self.relay(connection) }
                }
            }
        }
    }

    private func relay(_ connection: Connection) async throws {
        try await connection.executeThenClose { inbound, outbound in
            var request = HTTPMessageBytes()
            for try await piece in inbound {
                request.append(piece.readableBytesView)
                guard request.isWhole else { continue }
                let answer = try await RawConnection.send(request.bytes, to: server)
                let isLost = requests.withLock { count in
                    count += 1
                    return count <= losses
                }
                try await outbound.write(isLost ? ByteBuffer(string: Self.lost) : ByteBuffer(bytes: answer.bytes))
                request = HTTPMessageBytes()
            }
        }
    }
}
