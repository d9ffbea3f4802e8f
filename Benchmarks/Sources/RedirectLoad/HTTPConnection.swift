import NIOCore
import NIOHTTP1
import NIOPosix

/// One keep-alive connection that asks one thing at a time.
struct HTTPConnection: Sendable {
    struct Answer: Sendable {
        let status: Int
        let body: [UInt8]
    }

    private let channel: NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

    static func open(port: Int) async throws -> HTTPConnection {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    return try NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>(
                        wrappingChannelSynchronously: channel)
                }
            }
        return HTTPConnection(channel: channel)
    }

    /// Hands the connection to the body as a function that asks.
    func use<Requests: AsyncSequence & Sendable>(
        _ requests: Requests, _ take: @escaping @Sendable (Answer) throws -> Void
    ) async throws where Requests.Element == (head: HTTPRequestHead, body: [UInt8]) {
        try await self.channel.executeThenClose { inbound, outbound in
            var parts = inbound.makeAsyncIterator()
            for try await request in requests {
                try await outbound.write(.head(request.head))
                try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: request.body))))
                try await outbound.write(.end(nil))
                var status = 0
                var body: [UInt8] = []
                reading: while let part = try await parts.next() {
                    switch part {
                    case .head(let head): status = Int(head.status.code)
                    case .body(let bytes): body += bytes.readableBytesView
                    case .end: break reading
                    }
                }
                try take(Answer(status: status, body: body))
            }
        }
    }
}
