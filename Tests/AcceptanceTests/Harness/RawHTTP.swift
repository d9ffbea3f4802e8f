import NIOCore
import NIOPosix

/// Bytes as a client of HTTP that knows no rules would send them.
package enum RawHTTP {
    /// Sends the text over a connection of its own, and reads until the server closes.
    package static func exchange(_ text: String, with server: DivertServer) async throws -> String {
        let port = try ReadyLine.port(of: server.ready.http)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            return try await inbound.reduce(into: "") { $0 += String(buffer: $1) }
        }
    }
}
