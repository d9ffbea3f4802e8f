import AcceptanceHarness
import Foundation
import NIOCore
import NIOPosix

/// A TCP connection to a server: bytes there, one HTTP answer back.
enum RawConnection {
    static func send(_ request: Data, to server: DivertServer) async throws -> HTTPMessageBytes {
        let connection = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: ReadyLine.port(of: server.ready.http)) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await connection.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(bytes: request))
            var answer = HTTPMessageBytes()
            for try await piece in inbound {
                answer.append(piece.readableBytesView)
                if answer.isWhole { break }
            }
            return answer
        }
    }
}

extension HTTPAnswer {
    init(_ message: HTTPMessageBytes) {
        self.init(status: message.status, fields: message.fields, body: message.body)
    }
}
